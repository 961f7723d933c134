package dev.parley.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a registered type are made of, for who writes them in another encoding than CBOR. Each shape says
 * what its item of CBOR is, with the ids that it has there and the names that people know.
 *
 * <p>Threading: immutable once the type is registered. Records and sealed types may lead back to themselves.
 */
public sealed interface Shape {

    /** What is one item. */
    enum Scalar implements Shape {
        BOOLEAN,
        /** A whole number of 8 to 64 bits with a sign. */
        INTEGER,
        /** An integer from 0 to 65,535, one UTF-16 unit. */
        CHARACTER,
        FLOAT,
        DOUBLE,
        TEXT,
        BYTES,
        /** 16 bytes. */
        UUID,
        /** {@code [seconds since 1970, nanos]}. */
        INSTANT,
        /** {@code [seconds, nanos]}. */
        DURATION,
        /** {@link CborWriter#writeDecimal}. */
        DECIMAL,
        /** {@code [host, port, incarnation of the node, path, incarnation]}. */
        REF,
        /** An item of which only its own codec knows more. */
        ITEM
    }

    /** An array of any length: a list or a set. */
    record ListOf(Shape element) implements Shape {}

    /**
     * A map.
     *
     * @param pairs whether it is an array of {@code [key, value]}, else a map of CBOR
     */
    record MapOf(Shape key, Shape value, boolean pairs) implements Shape {}

    /** Null, or what is there. As a component of a record it is left out instead of null. */
    record OptionalOf(Shape element) implements Shape {}

    /**
     * The id of a constant.
     *
     * @param name how its type is nested
     */
    record EnumOf(String name, Entries constants) implements Shape {}

    /** A map from ids, ascending, to the components that are there. */
    final class RecordOf implements Shape {
        private final String name;
        private Entries components = new Entries(List.of());

        RecordOf(String name) {
            this.name = name;
        }

        void bind(List<Entry> bound) {
            components = new Entries(bound);
        }

        /** How its type is nested, with its arguments: {@code Shop.Pair<Long,String>}. */
        public String name() {
            return name;
        }

        public Entries components() {
            return components;
        }
    }

    /** The map of a leaf, a {@link RecordOf}, with an entry 0 in front that is the leaf's id. */
    final class SealedOf implements Shape {
        private final String name;
        private Entries leaves = new Entries(List.of());

        SealedOf(String name) {
            this.name = name;
        }

        void bind(List<Entry> bound) {
            leaves = new Entries(bound);
        }

        /** How its type is nested, with its arguments. */
        public String name() {
            return name;
        }

        public Entries leaves() {
            return leaves;
        }
    }

    /**
     * A component, leaf or constant.
     *
     * @param names the one that it is written with, then those that it may also arrive with
     * @param shape of a leaf a {@link RecordOf}, of a constant {@link Scalar#TEXT}: its name
     */
    record Entry(int id, List<String> names, Shape shape) {
        public String name() {
            return names.getFirst();
        }
    }

    /** Components, leaves or constants, found by id and by each of their names. */
    final class Entries {
        private final List<Entry> all;
        private final Map<Long, Entry> byId = new HashMap<>();
        private final Map<String, Entry> byName = new HashMap<>();

        Entries(List<Entry> entries) {
            all = List.copyOf(entries);
            for (Entry entry : entries) {
                byId.put((long) entry.id(), entry);
                entry.names().forEach(name -> byName.putIfAbsent(name, entry));
            }
            // what something is called now goes before what something else was called once
            entries.forEach(entry -> byName.put(entry.name(), entry));
        }

        /** In the order of their declaration. */
        public List<Entry> all() {
            return all;
        }

        /** Null if there is none. */
        public @Nullable Entry byId(long id) {
            return byId.get(id);
        }

        /** Null if there is none. */
        public @Nullable Entry byName(String name) {
            return byName.get(name);
        }
    }
}
