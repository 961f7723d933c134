package dev.parley.wire;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The types that the codec is tried on, as a user would declare them. */
final class Shop {

    private Shop() {}

    enum Colour {
        RED,
        GREEN,
        BLUE {
            @Override
            String shade() {
                return "deep";
            }
        };

        String shade() {
            return "plain";
        }
    }

    record Item(String name, int count) {}

    record Order(long id, String buyer, List<Item> items, Optional<Instant> due) {}

    record Numbers(byte b, short s, int i, long l, char c, boolean z, float f, double d) {}

    record Boxes(Byte b, Short s, Integer i, Long l, Character c, Boolean z, Float f, Double d) {}

    record Values(String text, Instant at, Duration span, UUID id, BigDecimal price, Colour colour, Blob blob) {}

    /** A record with bytes has no value equality of its own accord. */
    @SuppressWarnings("ArrayRecordComponent") // byte[] is a type that users may have
    record Blob(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Blob blob && Arrays.equals(bytes, blob.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    record Containers(
            List<String> list,
            Collection<Integer> collection,
            Set<String> set,
            SequencedSet<String> ordered,
            Map<String, Integer> map,
            SequencedMap<Colour, Item> orderedMap) {}

    record Keys(Map<Item, String> byItem, Map<UUID, Item> byId, Map<Double, Colour> byNumber, Set<Item> items) {}

    record Maybe(
            Optional<String> text,
            List<Optional<Integer>> numbers,
            @Nullable Item item) {}

    record Empty() {}

    record Pair<A, B>(A first, B second) {}

    record Pairs(Pair<String, Pair<Integer, UUID>> nested, List<Pair<Item, Optional<Colour>>> list) {}

    record Tree(String name, List<Tree> children) {}

    record Link(int value, Optional<Link> next) {}

    sealed interface Command {
        record Add(Item item) implements Command {}

        sealed interface Change extends Command {
            record Rename(String from, String to) implements Change {}

            record Paint(Colour colour) implements Change {}
        }

        record Remove(String name) implements Command {}

        enum Signal implements Command {
            PING,
            PONG
        }
    }

    record Batch(List<Command> commands, Command.Change last) {}

    sealed interface Outcome<T> {
        record Ok<T>(T value) implements Outcome<T> {}

        record Err<T>(String why) implements Outcome<T> {}

        record Counted(long value) implements Outcome<Long> {}
    }

    record Outcomes(Outcome<Long> number, Outcome<List<String>> texts) {}

    sealed interface Cache<K, V> {
        record Put<K, V>(K key, V value) implements Cache<K, V> {}

        record Drop<K, V>(K key) implements Cache<K, V> {}
    }

    /** Its constructor has rules of its own. */
    record Percent(int value) {
        Percent {
            if (value < 0 || value > 100) {
                throw new IllegalArgumentException(value + " is no percentage");
            }
        }
    }

    enum Speed {
        FAST,
        SLOW
    }

    /** Its ids, and those of {@link Speed} and {@link Post}, are those of a lock: not of the declaration. */
    record Parcel(int grams, Optional<String> note, String to, Speed speed) {}

    sealed interface Post {
        enum Signal implements Post {
            OPEN,
            SHUT
        }

        record Send(Parcel parcel) implements Post {}
    }

    private record Hidden(int value) {}

    record Holder(Hidden hidden) {
        static Holder of(int value) {
            return new Holder(new Hidden(value));
        }
    }
}
