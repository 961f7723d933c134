package dev.parley.wire;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.Function;

/**
 * The closed registry of the types that a node writes and reads.
 *
 * <p>Threading: any thread.
 */
public final class Codecs {

    private Codecs() {}

    public static Builder builder() {
        throw new UnsupportedOperationException();
    }

    /** Registers a type and everything reachable from it; refuses with the path of the first component it cannot do. */
    public void register(Type type) {
        throw new UnsupportedOperationException();
    }

    /** The same for types in a package that is not open: pass {@code MethodHandles.lookup()} of their module. */
    public void register(Type type, MethodHandles.Lookup lookup) {
        throw new UnsupportedOperationException();
    }

    /** The codec of a type that was registered or reached; {@link WireError#NOT_ENCODABLE} for any other. */
    public <T> ValueCodec<T> codec(Type type) throws WireException {
        throw new UnsupportedOperationException();
    }

    /** The name that a message of this class has on the wire. */
    public String nameOf(Class<?> leaf) throws WireException {
        throw new UnsupportedOperationException();
    }

    /** The class of the messages of that name. */
    public Optional<Class<?>> byName(String name) {
        throw new UnsupportedOperationException();
    }

    /** Writes a value of this type. */
    public byte[] encode(Type type, Object value) throws WireException {
        throw new UnsupportedOperationException();
    }

    /** Reads a value of this type; no bytes may follow it. */
    public Object decode(Type type, byte[] payload) throws WireException {
        throw new UnsupportedOperationException();
    }

    /** A message of any registered protocol as name and bytes. */
    public Frame.Body encodeMessage(Object message) throws WireException {
        throw new UnsupportedOperationException();
    }

    /** A message of a protocol whose type arguments matter (a generic sealed interface). */
    public Frame.Body encodeMessage(Type protocol, Object message) throws WireException {
        throw new UnsupportedOperationException();
    }

    /** The message of a body, of any registered protocol. */
    public Object decodeMessage(Frame.Body body) throws WireException {
        throw new UnsupportedOperationException();
    }

    /** The message of a body, for an actor of this protocol; {@link WireError#WRONG_PROTOCOL} if it is none of it. */
    public Object decodeMessage(Type protocol, Frame.Body body) throws WireException {
        throw new UnsupportedOperationException();
    }

    /** Collects what a registry needs to know before the first type. */
    public static final class Builder {

        private Builder() {}

        /** A codec for a class that is no record, enum or sealed interface; the factory gets the full generic type. */
        public Builder with(Class<?> raw, Function<Type, ValueCodec<?>> factory) {
            throw new UnsupportedOperationException();
        }

        public Builder limits(CodecLimits limits) {
            throw new UnsupportedOperationException();
        }

        public Codecs build() {
            throw new UnsupportedOperationException();
        }
    }
}
