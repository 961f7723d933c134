package dev.parley.protobuf;

import com.google.protobuf.WireFormat;
import dev.parley.wire.CborWriter;
import dev.parley.wire.Shape;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;

/**
 * Reads the messages of values that have several parts: times, decimal numbers, refs. A part that is missing is zero or
 * empty, as proto3 has it.
 *
 * <p>Threading: any thread. Failure: {@link WireException} and nothing else.
 */
final class Parts {
    private static final int MOST_NANOS = 999_999_999;
    private static final int REF_PARTS = 5;

    private Parts() {}

    /** Writes the item that the message stands for. */
    static void write(Message message, Shape.Scalar scalar, CborWriter out) throws WireException {
        try {
            switch (scalar) {
                case INSTANT -> seconds(varint(message, Fields.SECONDS), nanos(message, 0), out);
                case DURATION -> duration(varint(message, Fields.SECONDS), nanos(message, -MOST_NANOS), out);
                case DECIMAL -> decimal(message, out);
                case REF -> ref(message, out);
                case BOOLEAN, INTEGER, CHARACTER, FLOAT, DOUBLE, TEXT, BYTES, UUID, ITEM ->
                    throw new IllegalArgumentException(scalar + " is no message");
            }
        } catch (IOException broken) {
            throw Message.malformed(broken);
        }
    }

    private static void seconds(long seconds, long nanos, CborWriter out) throws WireException {
        out.beginArray(2);
        out.writeLong(seconds);
        out.writeLong(nanos);
        out.end();
    }

    private static long nanos(Message message, int least) throws IOException, WireException {
        long nanos = varint(message, Fields.NANOS);
        if (nanos < least || nanos > MOST_NANOS) {
            throw new WireException(
                    WireError.OUT_OF_RANGE, nanos + " nanoseconds, from " + least + " to " + MOST_NANOS);
        }
        return nanos;
    }

    /** There the nanoseconds have the sign of the seconds; here they count from the second before. */
    private static void duration(long seconds, long nanos, CborWriter out) throws WireException {
        try {
            Duration time = Duration.ofSeconds(seconds, nanos);
            seconds(time.getSeconds(), time.getNano(), out);
        } catch (ArithmeticException beyond) {
            throw new WireException(WireError.OUT_OF_RANGE, "a Duration of more than 2^63 seconds");
        }
    }

    private static void decimal(Message message, CborWriter out) throws IOException, WireException {
        byte[] unscaled = bytes(message, Fields.UNSCALED);
        Value scale = message.find(Fields.SCALE);
        BigInteger digits = unscaled.length == 0 ? BigInteger.ZERO : new BigInteger(unscaled);
        try {
            out.writeDecimal(new BigDecimal(
                    digits,
                    scale == null ? 0 : scale.as(WireFormat.WIRETYPE_VARINT).readSInt32()));
        } catch (WireException unfit) {
            boolean beyond = unfit.error() == WireError.NOT_ENCODABLE;
            throw beyond ? new WireException(WireError.OUT_OF_RANGE, String.valueOf(unfit.getMessage())) : unfit;
        }
    }

    private static void ref(Message message, CborWriter out) throws IOException, WireException {
        out.beginArray(REF_PARTS);
        out.writeText(text(message, Fields.HOST));
        out.writeLong(varint(message, Fields.PORT));
        out.writeLong(fixed(message, Fields.NODE));
        out.writeText(text(message, Fields.PATH));
        out.writeLong(fixed(message, Fields.ACTOR));
        out.end();
    }

    private static long varint(Message message, int field) throws IOException, WireException {
        Value value = message.find(field);
        return value == null ? 0 : value.as(WireFormat.WIRETYPE_VARINT).readInt64();
    }

    private static long fixed(Message message, int field) throws IOException, WireException {
        Value value = message.find(field);
        return value == null ? 0 : value.as(WireFormat.WIRETYPE_FIXED64).readFixed64();
    }

    private static String text(Message message, int field) throws IOException, WireException {
        Value value = message.find(field);
        return value == null
                ? ""
                : value.as(WireFormat.WIRETYPE_LENGTH_DELIMITED).readStringRequireUtf8();
    }

    private static byte[] bytes(Message message, int field) throws IOException, WireException {
        Value value = message.find(field);
        return value == null
                ? new byte[0]
                : value.as(WireFormat.WIRETYPE_LENGTH_DELIMITED).readByteArray();
    }
}
