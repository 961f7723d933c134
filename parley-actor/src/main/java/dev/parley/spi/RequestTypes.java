package dev.parley.spi;

import dev.parley.Request;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;

/**
 * What a request class says about itself in {@code implements Request<P, R>}. Read once per class.
 *
 * @param protocol the erasure of P
 * @param reply R as written; type variables are the request class's own
 */
public record RequestTypes(Class<?> protocol, Type reply) {
    private static final ClassValue<RequestTypes> KNOWN = new ClassValue<>() {
        @Override
        protected RequestTypes computeValue(Class<?> type) {
            return read(type);
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

    private static RequestTypes read(Class<?> type) {
        ParameterizedType declared = find(type);
        return new RequestTypes(erase(declared.getActualTypeArguments()[0]), declared.getActualTypeArguments()[1]);
    }

    private static ParameterizedType find(Class<?> type) {
        for (Type implemented : type.getGenericInterfaces()) {
            if (implemented instanceof ParameterizedType generic && generic.getRawType() == Request.class) {
                return generic;
            }
            Class<?> raw = erase(implemented);
            if (raw != Request.class && Request.class.isAssignableFrom(raw)) {
                return find(raw);
            }
        }
        throw new IllegalArgumentException(type.getName() + " does not say what it asks for: write implements Request<P,"
                + " R> with both types");
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
