package dev.parley.protobuf;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.parley.wire.CborReader;
import dev.parley.wire.CborWriter;
import dev.parley.wire.ValueCodec;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;

/**
 * Writes a generated Protocol Buffers message as one byte string, so that it can be a component of a record:
 * {@code Codecs.builder().with(Order.class, _ -> ProtobufCodec.of(Order.getDefaultInstance()))}.
 *
 * <p>Threading: any thread. Limits: those of the payload it is part of. From the heap budget of
 * {@link dev.parley.wire.CodecLimits} it takes {@value #HEAP_FACTOR} bytes for each byte of the message: nobody can say
 * before it is parsed what it builds, and two bytes can be an object. So by default a message has at most 4 MiB.
 *
 * @param <T> the generated class
 */
public final class ProtobufCodec<T extends MessageLite> implements ValueCodec<T> {
    private static final int HEAP_FACTOR = 16;

    private final Parser<T> parser;
    private final String name;

    private ProtobufCodec(Parser<T> parser, String name) {
        this.parser = parser;
        this.name = name;
    }

    /** The codec of that message's class. */
    @SuppressWarnings("unchecked") // a generated message parses its own class
    public static <T extends MessageLite> ProtobufCodec<T> of(T prototype) {
        return new ProtobufCodec<>(
                (Parser<T>) prototype.getParserForType(), prototype.getClass().getSimpleName());
    }

    @Override
    public void write(T value, CborWriter out) throws WireException {
        out.writeBytes(value.toByteArray());
    }

    @Override
    public T read(CborReader in) throws WireException {
        byte[] message = in.readBytes();
        in.charge((long) HEAP_FACTOR * message.length);
        try {
            return parser.parseFrom(message);
        } catch (InvalidProtocolBufferException malformed) {
            throw new WireException(
                    WireError.PAYLOAD_MALFORMED, "bytes that are no " + name + ": " + malformed.getMessage());
        }
    }
}
