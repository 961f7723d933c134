package dev.parley.protobuf;

import dev.parley.wire.CborReader;
import dev.parley.wire.CborWriter;
import dev.parley.wire.Frame;
import dev.parley.wire.PayloadEncoding;
import dev.parley.wire.Shape;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;

/**
 * Payloads as messages of Protocol Buffers, which programs in other languages read with what {@code protoc} makes for
 * them: {@code NodeConfig.withPayloads(ProtobufPayloads.standard())}. A node that has it writes them to peers that read
 * them, CBOR to all others, and reads both. The mapping is in {@code docs/WIRE.md}.
 *
 * <p>Threading: any thread.
 *
 * <p>Limits: those of CBOR ({@link dev.parley.wire.CodecLimits}); messages may be nested twice as deep as arrays and
 * maps there. A payload that would be too long leaves in CBOR.
 *
 * <p>Failure: {@link WireException} with the number that the same fault has in CBOR.
 */
public final class ProtobufPayloads implements PayloadEncoding {
    private ProtobufPayloads() {}

    /** The encoding of {@code docs/WIRE.md}, section 11.9. */
    public static ProtobufPayloads standard() {
        return new ProtobufPayloads();
    }

    @Override
    public int number() {
        return Frame.PROTOBUF;
    }

    @Override
    public byte[] write(CborReader cbor, Shape shape) throws WireException {
        byte[] message = new ProtobufWriting(cbor).payload(shape);
        int limit = cbor.limits().payloadBytes();
        if (message.length > limit) {
            throw new WireException(WireError.PAYLOAD_TOO_LARGE, "more than " + limit + " bytes");
        }
        return message;
    }

    @Override
    public void read(byte[] payload, Shape shape, CborWriter cbor) throws WireException {
        new ProtobufReading(cbor).payload(new Message(payload, 0, payload.length), shape);
    }
}
