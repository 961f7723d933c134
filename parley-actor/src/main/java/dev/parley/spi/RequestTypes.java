package dev.parley.spi;

import dev.parley.Request;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request class says about itself in {@code implements Request<P, R>}, directly or through a type of its own
 * such as {@code interface Query<R> extends Request<Cmd, R>}. Read once per class.
 *
 * @param protocol the erasure of P
 * @param reply R as written; a type variable is the request class's own
 */
public record RequestTypes(Class<?> protocol, Type reply) {
    private static final ClassValue<RequestTypes> KNOWN = new ClassValue<>() {
        @Override
        protected RequestTypes computeValue(Class<?> type) {
            RequestTypes found = find(type, new HashMap<>());
            if (found == null) {
                throw new IllegalArgumentException(type.getName() + " does not say what it asks for: write implements"
                        + " Request<P, R> with both types");
            }
            return found;
        }
    };

    /** The types of a request class. */
    public static RequestTypes of(Class<?> request) {
        return KNOWN.get(request);
    }

    /**
     * Refuses a request that is not of the protocol it names, which the compiler cannot see.
     *
     * @throws IllegalArgumentException naming the class and the remedy
     */
    public static void check(Request<?, ?> request) {
        RequestTypes types = of(request.getClass());
        if (!types.protocol.isInstance(request)) {
            throw new IllegalArgumentException(request.getClass().getName() + " is a Request<"
                    + types.protocol.getSimpleName() + ", …> but no " + types.protocol.getSimpleName()
                    + ": let it implement both");
        }
    }

    /** Looks for Request above {@code type}; {@code known} are the arguments of its type variables, seen from below. */
    private static @Nullable RequestTypes find(Class<?> type, Map<TypeVariable<?>, Type> known) {
        for (Type above : above(type)) {
            Class<?> raw = erase(above);
            if (!Request.class.isAssignableFrom(raw)) {
                continue;
            }
            List<Type> arguments = new ArrayList<>();
            if (above instanceof ParameterizedType generic) {
                for (Type argument : generic.getActualTypeArguments()) {
                    arguments.add(substitute(argument, known));
                }
            }
            @Nullable RequestTypes found = raw == Request.class ? read(arguments) : find(raw, bind(raw, arguments));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** What a type is with these arguments for its variables, also for those within it. */
    private static Type substitute(Type type, Map<TypeVariable<?>, Type> known) {
        return switch (type) {
            case TypeVariable<?> free -> known.getOrDefault(free, free);
            case ParameterizedType generic -> {
                List<Type> arguments = new ArrayList<>();
                for (Type argument : generic.getActualTypeArguments()) {
                    arguments.add(substitute(argument, known));
                }
                yield arguments.equals(List.of(generic.getActualTypeArguments()))
                        ? generic
                        : new Applied(erase(generic), arguments);
            }
            default -> type;
        };
    }

    /** A generic class with arguments. */
    private record Applied(Class<?> raw, List<Type> arguments) implements ParameterizedType {
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
    }

    private static List<Type> above(Class<?> type) {
        List<Type> above = new ArrayList<>(List.of(type.getGenericInterfaces()));
        @Nullable Type superclass = type.getGenericSuperclass();
        if (superclass != null) {
            above.add(superclass);
        }
        return above;
    }

    private static @Nullable RequestTypes read(List<Type> arguments) {
        return arguments.isEmpty() ? null : new RequestTypes(erase(arguments.get(0)), arguments.get(1));
    }

    private static Map<TypeVariable<?>, Type> bind(Class<?> raw, List<Type> arguments) {
        Map<TypeVariable<?>, Type> known = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            known.put(raw.getTypeParameters()[i], arguments.get(i));
        }
        return known;
    }

    private static Class<?> erase(Type type) {
        return switch (type) {
            case Class<?> raw -> raw;
            case ParameterizedType generic -> (Class<?>) generic.getRawType();
            case TypeVariable<?> variable -> erase(variable.getBounds()[0]);
            default -> Object.class;
        };
    }
}
