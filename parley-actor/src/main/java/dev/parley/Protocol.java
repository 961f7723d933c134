package dev.parley;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * The full type of a generic protocol, kept by an anonymous subclass: {@code new Protocol<Cmd<String, Integer>>() {}}.
 *
 * @param <M> the protocol
 */
public abstract class Protocol<M> {
    private final Type type;

    /** Reads the type argument of the subclass. */
    protected Protocol() {
        if (!(getClass().getGenericSuperclass() instanceof ParameterizedType self)) {
            throw new IllegalStateException("write new Protocol<YourProtocol<…>>() {}, with the type arguments");
        }
        type = self.getActualTypeArguments()[0];
    }

    /** The type, arguments included. */
    public final Type type() {
        return type;
    }
}
