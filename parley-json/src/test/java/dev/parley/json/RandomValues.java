package dev.parley.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Values of any type that can be registered, with numbers and texts at their edges; seeded. */
final class RandomValues {
    private static final long[] EDGES = {
        0,
        1,
        -1,
        23,
        24,
        127,
        -128,
        255,
        32_767,
        -32_768,
        65_535,
        1L << 31,
        -(1L << 31),
        (1L << 53) - 1,
        1L << 53,
        (1L << 53) + 1,
        -(1L << 53),
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final double[] DOUBLES = {
        0,
        -0.0,
        1,
        0.1,
        -1e300,
        1e-300,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.NaN,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        1e7,
        123_456_789_012_345_680_000.0
    };
    private static final String[] TEXTS = {
        "",
        "a",
        "\"\\/\b\f\n\r\t",
        "\0\u001f\u007f\u0085\u2028",
        "Grüße, 世界 🎭",
        "\uFFFD",
        "NaN",
        "null",
        "x".repeat(300)
    };
    private static final int DEEP = 9;

    private final Random random;

    RandomValues(long seed) {
        random = new Random(seed);
    }

    Object of(Type type) {
        return of(type, new HashMap<>(), 0);
    }

    private Object of(Type type, Map<TypeVariable<?>, Type> bound, int depth) {
        return switch (type) {
            case TypeVariable<?> variable -> of(Objects.requireNonNull(bound.get(variable)), bound, depth);
            case ParameterizedType applied -> applied(applied, bound, depth);
            case Class<?> raw -> plain(raw, bound, depth);
            default -> throw new IllegalArgumentException(type.getTypeName());
        };
    }

    private Object applied(ParameterizedType type, Map<TypeVariable<?>, Type> bound, int depth) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (raw == Optional.class) {
            return random.nextBoolean() || depth > DEEP
                    ? Optional.empty()
                    : Optional.of(of(arguments[0], bound, depth + 1));
        }
        if (Map.class.isAssignableFrom(raw)) {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (int i = some(depth); i > 0; i--) {
                map.put(of(arguments[0], bound, depth + 1), of(arguments[1], bound, depth + 1));
            }
            return map;
        }
        if (Collection.class.isAssignableFrom(raw)) {
            Collection<Object> elements = Set.class.isAssignableFrom(raw) ? new LinkedHashSet<>() : new ArrayList<>();
            for (int i = some(depth); i > 0; i--) {
                elements.add(of(arguments[0], bound, depth + 1));
            }
            return elements;
        }
        Map<TypeVariable<?>, Type> inner = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            Type argument = arguments[i] instanceof TypeVariable<?> variable ? bound.get(variable) : arguments[i];
            inner.put(raw.getTypeParameters()[i], Objects.requireNonNull(argument));
        }
        return plain(raw, inner, depth);
    }

    private int some(int depth) {
        return depth > DEEP ? 0 : random.nextInt(4);
    }

    private Object plain(Class<?> raw, Map<TypeVariable<?>, Type> bound, int depth) {
        if (raw.isRecord()) {
            return record(raw, bound, depth);
        }
        if (raw.isEnum()) {
            Object[] constants = Objects.requireNonNull(raw.getEnumConstants());
            return constants[random.nextInt(constants.length)];
        }
        return raw.isSealed() ? leaf(raw, bound, depth) : scalar(raw);
    }

    /** Of a generic type those leaves that have the same type arguments. */
    private Object leaf(Class<?> raw, Map<TypeVariable<?>, Type> bound, int depth) {
        Class<?>[] leaves = raw.getPermittedSubclasses();
        Class<?> leaf = leaves[random.nextInt(leaves.length)];
        if (leaf.getTypeParameters().length < raw.getTypeParameters().length) {
            return leaf(raw, bound, depth);
        }
        Map<TypeVariable<?>, Type> inner = new HashMap<>();
        for (int i = 0; i < leaf.getTypeParameters().length; i++) {
            inner.put(leaf.getTypeParameters()[i], Objects.requireNonNull(bound.get(raw.getTypeParameters()[i])));
        }
        return plain(leaf, inner, depth);
    }

    private Object record(Class<?> raw, Map<TypeVariable<?>, Type> bound, int depth) {
        List<Object> values = new ArrayList<>();
        List<Class<?>> types = new ArrayList<>();
        for (RecordComponent component : raw.getRecordComponents()) {
            types.add(component.getType());
            values.add(of(component.getGenericType(), bound, depth + 1));
        }
        try {
            Constructor<?> constructor = raw.getDeclaredConstructor(types.toArray(Class[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(raw.getName(), impossible);
        }
    }

    private Object scalar(Class<?> raw) {
        long edge = random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : random.nextLong();
        double real = random.nextBoolean() ? DOUBLES[random.nextInt(DOUBLES.length)] : Double.longBitsToDouble(edge);
        return switch (raw.getSimpleName()) {
            case "byte", "Byte" -> (byte) edge;
            case "short", "Short" -> (short) edge;
            case "int", "Integer" -> (int) edge;
            case "long", "Long" -> edge;
            case "char", "Character" -> (char) edge;
            case "boolean", "Boolean" -> random.nextBoolean();
            case "float", "Float" -> random.nextBoolean() ? (float) real : Float.intBitsToFloat((int) edge);
            case "double", "Double" -> real;
            case "String" -> TEXTS[random.nextInt(TEXTS.length)];
            case "byte[]" -> BigInteger.valueOf(edge).toByteArray();
            case "UUID" -> new UUID(edge, random.nextLong());
            case "Instant" ->
                Instant.ofEpochSecond(
                        Math.floorMod(edge, 2 * Instant.MAX.getEpochSecond()) - Instant.MAX.getEpochSecond(),
                        random.nextInt(1_000_000_000));
            case "Duration" -> Duration.ofSeconds(edge, random.nextInt(1_000_000_000) & -(int) (edge & 1));
            case "BigDecimal" -> decimal(edge);
            default -> throw new IllegalArgumentException(raw.getName());
        };
    }

    private BigDecimal decimal(long edge) {
        BigInteger digits = random.nextInt(4) == 0 ? new BigInteger(4_000, random) : BigInteger.valueOf(edge);
        return new BigDecimal(digits, random.nextInt(4) == 0 ? random.nextInt(20_001) - 10_000 : random.nextInt(20));
    }
}
