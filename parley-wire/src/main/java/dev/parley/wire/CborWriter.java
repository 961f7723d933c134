package dev.parley.wire;

import java.math.BigInteger;

/**
 * Writes one CBOR item (RFC 8949) in the profile of {@code docs/WIRE.md}: definite lengths, shortest integers, floats
 * of a fixed width.
 *
 * <p>Threading: owner thread only.
 * <p>Limits: depth and length of {@link CodecLimits}, also here: what a receiver would refuse fails at the sender.
 */
public final class CborWriter {

    private final ByteSink sink = new ByteSink();
    private final CodecLimits limits;
    private int depth;

    CborWriter(CodecLimits limits) {
        this.limits = limits;
    }

    public void writeLong(long value) throws WireException {
        if (value >= 0) {
            head(Cbor.UNSIGNED, value);
        } else {
            head(Cbor.NEGATIVE, ~value);
        }
    }

    public void writeBoolean(boolean value) throws WireException {
        room().u8(value ? Cbor.TRUE : Cbor.FALSE);
    }

    /** Always 64 bits; every NaN becomes the canonical one. */
    public void writeDouble(double value) throws WireException {
        room().u8(Cbor.DOUBLE).u64(Double.doubleToLongBits(value));
    }

    /** Always 32 bits; every NaN becomes the canonical one. */
    public void writeFloat(float value) throws WireException {
        room().u8(Cbor.FLOAT).u32(Float.floatToIntBits(value));
    }

    /** Writes an empty optional inside a container. */
    public void writeNull() throws WireException {
        room().u8(Cbor.NULL);
    }

    /** Writes a text; one that holds a lone surrogate is refused, because no receiver could get it back. */
    public void writeText(String text) throws WireException {
        byte[] utf8 = Utf8.encode(text);
        if (utf8 == null) {
            throw new WireException(
                    WireError.NOT_ENCODABLE, "a text of " + text.length() + " characters holds a lone surrogate");
        }
        head(Cbor.TEXT, utf8.length);
        roomFor(utf8.length).bytes(utf8);
    }

    public void writeBytes(byte[] bytes) throws WireException {
        head(Cbor.BYTES, bytes.length);
        roomFor(bytes.length).bytes(bytes);
    }

    /** Writes an integer of any size: a plain one up to 64 bits, else tag 2 or 3. */
    void writeBigInteger(BigInteger value) throws WireException {
        boolean negative = value.signum() < 0;
        BigInteger magnitude = negative ? value.not() : value;
        if (magnitude.bitLength() <= Long.SIZE) {
            head(negative ? Cbor.NEGATIVE : Cbor.UNSIGNED, magnitude.longValue());
            return;
        }
        tag(negative ? Cbor.TAG_NEGATIVE_BIGNUM : Cbor.TAG_BIGNUM);
        byte[] bytes = magnitude.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        head(Cbor.BYTES, bytes.length - sign);
        roomFor(bytes.length).bytes(bytes, sign, bytes.length - sign);
    }

    void tag(int tag) throws WireException {
        head(Cbor.TAG, tag);
    }

    /** Opens an array of so many items; each {@code begin} needs its {@link #end}. */
    public void beginArray(int items) throws WireException {
        deeper();
        head(Cbor.ARRAY, items);
    }

    /** Opens a map of so many entries, each a key and a value; each {@code begin} needs its {@link #end}. */
    public void beginMap(int entries) throws WireException {
        deeper();
        head(Cbor.MAP, entries);
    }

    public void end() {
        depth--;
    }

    CodecLimits limits() {
        return limits;
    }

    int position() {
        return sink.size();
    }

    ByteSink sink() {
        return sink;
    }

    byte[] toByteArray() throws WireException {
        room();
        return sink.toByteArray();
    }

    private void deeper() throws WireException {
        if (++depth > limits.depth()) {
            throw new WireException(
                    WireError.TOO_DEEP,
                    "a value is nested more than " + limits.depth() + " deep: is it a cycle, or a list of links?");
        }
    }

    private void head(int major, long argument) throws WireException {
        room();
        if (argument >= 0 && argument <= Cbor.LARGEST_IMMEDIATE) {
            sink.u8(major | (int) argument);
        } else if (argument >>> Byte.SIZE == 0) {
            sink.u8(major | Cbor.ONE_BYTE).u8((int) argument);
        } else if (argument >>> Short.SIZE == 0) {
            sink.u8(major | Cbor.TWO_BYTES).u16((int) argument);
        } else if (argument >>> Integer.SIZE == 0) {
            sink.u8(major | Cbor.FOUR_BYTES).u32((int) argument);
        } else {
            sink.u8(major | Cbor.EIGHT_BYTES).u64(argument);
        }
    }

    private ByteSink room() throws WireException {
        return roomFor(0);
    }

    private ByteSink roomFor(int bytes) throws WireException {
        if (bytes > limits.payloadBytes() - sink.size()) {
            throw new WireException(
                    WireError.PAYLOAD_TOO_LARGE,
                    "a message is longer than " + limits.payloadBytes() + " bytes: send it in parts");
        }
        return sink;
    }
}
