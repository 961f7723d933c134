package dev.parley.wire;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Generic types with their variables replaced. What comes out has value equality, so it can be the key of a codec,
 * whichever reflection object it came from.
 */
final class Types {

    private Types() {}

    /** A class with arguments. */
    record Applied(Class<?> raw, List<Type> arguments) implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(Type[]::new);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return raw.getDeclaringClass();
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    /** {@code ? extends A} or {@code ? super B}; only extension codecs accept one. */
    record Wildcard(List<Type> upper, List<Type> lower) implements WildcardType {

        @Override
        public Type[] getUpperBounds() {
            return upper.toArray(Type[]::new);
        }

        @Override
        public Type[] getLowerBounds() {
            return lower.toArray(Type[]::new);
        }
    }

    /** The type with these variables replaced; unknown variables stay. */
    static Type substitute(Type type, Map<TypeVariable<?>, Type> bindings) {
        return switch (type) {
            case ParameterizedType applied ->
                new Applied(rawOf(applied), substituteAll(applied.getActualTypeArguments(), bindings));
            case WildcardType wildcard ->
                new Wildcard(
                        substituteAll(wildcard.getUpperBounds(), bindings),
                        substituteAll(wildcard.getLowerBounds(), bindings));
            case TypeVariable<?> variable -> bindings.getOrDefault(variable, variable);
            default -> type;
        };
    }

    /** A type as a key. */
    static Type canonical(Type type) {
        return type instanceof Class<?> ? type : substitute(type, new HashMap<>());
    }

    /** The class behind a type; {@code Object} for what has none. */
    static Class<?> rawOf(Type type) {
        return switch (type) {
            case Class<?> raw -> raw;
            case ParameterizedType applied -> (Class<?>) applied.getRawType();
            default -> Object.class;
        };
    }

    /** What the variables of an applied class stand for. */
    static Map<TypeVariable<?>, Type> bindings(Type type) {
        Map<TypeVariable<?>, Type> bindings = new HashMap<>();
        if (type instanceof ParameterizedType applied) {
            Type[] arguments = applied.getActualTypeArguments();
            TypeVariable<?>[] variables = rawOf(type).getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                bindings.put(variables[i], arguments[i]);
            }
        }
        return bindings;
    }

    /**
     * A direct subtype with its variables inferred from what it says about its supertype: {@code Ok<T>} for
     * {@code Res<Long>} is {@code Ok<Long>}. Null if the two cannot agree ({@code Num implements Res<Long>} is no
     * {@code Res<String>}).
     */
    static @Nullable Type subtype(Class<?> sub, Type supertype) {
        Map<TypeVariable<?>, Type> bindings = new HashMap<>();
        for (Type declared : supertypesOf(sub)) {
            if (rawOf(declared) == rawOf(supertype) && !unify(declared, supertype, bindings)) {
                return null;
            }
        }
        if (sub.getTypeParameters().length == 0) {
            return sub;
        }
        return new Applied(sub, substituteAll(sub.getTypeParameters(), bindings));
    }

    /** A type as its user wrote it, without packages. */
    static String text(Type type) {
        return switch (type) {
            case Class<?> raw -> MessageNames.nameOf(raw);
            case ParameterizedType applied -> {
                StringBuilder text = new StringBuilder(text(applied.getRawType()));
                char separator = '<';
                for (Type argument : applied.getActualTypeArguments()) {
                    text.append(separator).append(text(argument));
                    separator = ',';
                }
                yield text.append('>').toString();
            }
            case WildcardType _ -> "?";
            default -> type.getTypeName();
        };
    }

    private static List<Type> supertypesOf(Class<?> sub) {
        List<Type> supertypes = new ArrayList<>(List.of(sub.getGenericInterfaces()));
        if (sub.getGenericSuperclass() != null) {
            supertypes.add(sub.getGenericSuperclass());
        }
        return supertypes;
    }

    private static boolean unify(Type pattern, Type actual, Map<TypeVariable<?>, Type> bindings) {
        if (pattern instanceof TypeVariable<?> variable) {
            Type before = bindings.putIfAbsent(variable, actual);
            return before == null || before.equals(actual);
        }
        if (!(pattern instanceof ParameterizedType applied)) {
            return pattern.equals(actual);
        }
        if (!(actual instanceof ParameterizedType other) || rawOf(applied) != rawOf(other)) {
            return false;
        }
        Type[] patterns = applied.getActualTypeArguments();
        Type[] actuals = other.getActualTypeArguments();
        for (int i = 0; i < patterns.length; i++) {
            if (!unify(patterns[i], actuals[i], bindings)) {
                return false;
            }
        }
        return true;
    }

    private static List<Type> substituteAll(Type[] types, Map<TypeVariable<?>, Type> bindings) {
        List<Type> substituted = new ArrayList<>(types.length);
        for (Type type : types) {
            substituted.add(substitute(type, bindings));
        }
        return substituted;
    }
}
