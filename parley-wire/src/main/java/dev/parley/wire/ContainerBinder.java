package dev.parley.wire;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes codecs for the containers of the JDK. */
final class ContainerBinder {

    private static final Set<Class<?>> PLAIN_KEYS = plainKeys();

    private final TypeGraph graph;

    ContainerBinder(TypeGraph graph) {
        this.graph = graph;
    }

    /** The codec, or null if the type is no container. */
    @Nullable
    ValueCodec<Object> codec(Type type, String path) {
        if (!(type instanceof ParameterizedType applied)) {
            return null;
        }
        Class<?> raw = Types.rawOf(type);
        Type[] arguments = applied.getActualTypeArguments();
        if (raw == List.class || raw == Collection.class) {
            return new ListCodec(graph.codec(arguments[0], path + "[]"));
        }
        if (raw == Set.class || raw == SequencedSet.class) {
            return set(arguments[0], raw == SequencedSet.class, path);
        }
        if (raw == Map.class || raw == SequencedMap.class) {
            return map(arguments, raw == SequencedMap.class, path);
        }
        return raw == Optional.class ? optional(arguments[0], path) : null;
    }

    private ValueCodec<Object> set(Type element, boolean sequenced, String path) {
        requireEquality(element, path + "[]");
        return new SetCodec(graph.codec(element, path + "[]"), sequenced, isComparable(element));
    }

    private ValueCodec<Object> map(Type[] arguments, boolean sequenced, String path) {
        Type key = arguments[0];
        requireEquality(key, path + "{key}");
        Class<?> rawKey = Types.rawOf(key);
        boolean pairs = graph.isExtension(rawKey) || !(PLAIN_KEYS.contains(rawKey) || rawKey.isEnum());
        return new MapCodec(
                graph.codec(key, path + "{key}"),
                graph.codec(arguments[1], path + "{value}"),
                new MapCodec.Form(sequenced, isComparable(key), pairs));
    }

    private ValueCodec<Object> optional(Type element, String path) {
        if (Types.rawOf(element) == Optional.class) {
            throw TypeGraph.refused(
                    path, "an Optional in an Optional cannot be told from an empty one: use a sealed type");
        }
        return new OptionalCodec(graph.codec(element, path));
    }

    /**
     * Whether a hash table can sort values whose hashes collide. It does so only if their very class says that it is
     * {@code Comparable} of itself; of an enum there are no more than its constants.
     */
    private boolean isComparable(Type type) {
        Class<?> raw = Types.rawOf(type);
        return !graph.isExtension(raw) && (raw.isEnum() || isComparableToItself(raw));
    }

    private static boolean isComparableToItself(Class<?> raw) {
        return Arrays.stream(raw.getGenericInterfaces())
                .anyMatch(type -> !raw.isInterface()
                        && type instanceof ParameterizedType applied
                        && applied.getRawType() == Comparable.class
                        && applied.getActualTypeArguments()[0] == raw);
    }

    private static void requireEquality(Type type, String path) {
        if (type == byte[].class) {
            throw TypeGraph.refused(path, "byte[] has no equality of its values: use a text or a record of numbers");
        }
    }

    private static Set<Class<?>> plainKeys() {
        return new HashSet<>(List.of(
                String.class,
                Byte.class,
                Short.class,
                Integer.class,
                Long.class,
                Character.class,
                Boolean.class,
                UUID.class));
    }
}
