package dev.parley.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Reads CBOR items in the profile of {@code docs/WIRE.md}. Counts and lengths are checked against the bytes that are
 * left, depth and heap budget against {@link CodecLimits}, all before anything is allocated.
 *
 * <p>Threading: owner thread only.
 * <p>Failure: {@link WireException} with the position, and nothing else.
 */
public final class CborReader {

    private static final DecimalCodec DECIMALS = new DecimalCodec();

    private final CborCursor cursor;
    private final CodecLimits limits;
    private int depth;
    private long heapLeft;

    CborReader(byte[] array, CodecLimits limits) {
        this(array, 0, array.length, limits);
    }

    /** Of the bytes from {@code start} to before {@code end}. */
    CborReader(byte[] array, int start, int end, CodecLimits limits) {
        this.cursor = new CborCursor(array, start, end);
        this.limits = limits;
        this.heapLeft = limits.heapBytes();
    }

    /** Any integer that fits 64 bits with a sign, however wide it was written. */
    public long readLong() throws WireException {
        int at = cursor.position();
        int first = cursor.first();
        int major = first & Cbor.MAJOR_MASK;
        if (major != Cbor.UNSIGNED && major != Cbor.NEGATIVE) {
            throw cursor.mismatch("an integer", first, at);
        }
        long argument = cursor.argument(first);
        if (argument < 0) {
            throw cursor.refused(WireError.OUT_OF_RANGE, "an integer beyond 64 bits", at);
        }
        return major == Cbor.UNSIGNED ? argument : ~argument;
    }

    /** An integer within a range. */
    public long readLong(long lowest, long highest, String what) throws WireException {
        int at = cursor.position();
        long value = readLong();
        if (value < lowest || value > highest) {
            throw cursor.refused(WireError.OUT_OF_RANGE, what + " out of range: " + value, at);
        }
        return value;
    }

    byte readByte() throws WireException {
        return (byte) readLong(Byte.MIN_VALUE, Byte.MAX_VALUE, "byte");
    }

    short readShort() throws WireException {
        return (short) readLong(Short.MIN_VALUE, Short.MAX_VALUE, "short");
    }

    int readInt() throws WireException {
        return (int) readLong(Integer.MIN_VALUE, Integer.MAX_VALUE, "int");
    }

    char readChar() throws WireException {
        return (char) readLong(Character.MIN_VALUE, Character.MAX_VALUE, "char");
    }

    /** A floating-point number or integer that a float holds exactly. */
    float readFloat() throws WireException {
        double value = readDouble();
        float narrow = (float) value;
        if (narrow != value && !Double.isNaN(value)) {
            throw refused(WireError.OUT_OF_RANGE, value + " has no exact float form");
        }
        return narrow;
    }

    public boolean readBoolean() throws WireException {
        int at = cursor.position();
        int first = cursor.first();
        if (first != Cbor.TRUE && first != Cbor.FALSE) {
            throw cursor.mismatch("a boolean", first, at);
        }
        return first == Cbor.TRUE;
    }

    /** A floating-point number of any width, or an integer that a double holds exactly. */
    public double readDouble() throws WireException {
        int at = cursor.position();
        int first = cursor.peek();
        return switch (first) {
            case Cbor.HALF -> Float.float16ToFloat((short) cursor.argument(cursor.first()));
            case Cbor.FLOAT -> Float.intBitsToFloat((int) cursor.argument(cursor.first()));
            case Cbor.DOUBLE -> Double.longBitsToDouble(cursor.argument(cursor.first()));
            default -> {
                if (!atInteger()) {
                    throw cursor.mismatch("a number", first, at);
                }
                yield exactDouble(at);
            }
        };
    }

    public String readText() throws WireException {
        return readText(Integer.MAX_VALUE);
    }

    /** A text of at most so many bytes of UTF-8. */
    public String readText(int maxBytes) throws WireException {
        int at = cursor.position();
        int length = length(Cbor.TEXT, maxBytes);
        charge(HeapEstimate.TEXT_BYTES + (long) length);
        String text = Utf8.decode(cursor.array(), cursor.take(length), length);
        if (text == null) {
            throw cursor.refused(WireError.PAYLOAD_MALFORMED, "a text that is no well-formed UTF-8", at);
        }
        return text;
    }

    public byte[] readBytes() throws WireException {
        return readBytes(Integer.MAX_VALUE);
    }

    /** Bytes, at most so many. */
    public byte[] readBytes(int maxBytes) throws WireException {
        int length = length(Cbor.BYTES, maxBytes);
        charge(HeapEstimate.ARRAY_BYTES + (long) length);
        int from = cursor.take(length);
        return Arrays.copyOfRange(cursor.array(), from, from + length);
    }

    /** An integer of any size: plain, or tag 2 or 3 over at most so many bytes. */
    BigInteger readBigInteger(int maxBytes) throws WireException {
        int at = cursor.position();
        if (!atTag()) {
            return plainBigInteger();
        }
        long tag = cursor.argument(cursor.first());
        if (tag != Cbor.TAG_BIGNUM && tag != Cbor.TAG_NEGATIVE_BIGNUM) {
            throw cursor.refused(WireError.TYPE_MISMATCH, "expected an integer, found tag " + tag, at);
        }
        BigInteger magnitude = new BigInteger(1, readBytes(maxBytes));
        return tag == Cbor.TAG_BIGNUM ? magnitude : magnitude.not();
    }

    /** Whether the next item is a tag. */
    boolean atTag() throws WireException {
        return cursor.peekMajor() == Cbor.TAG;
    }

    /** Whether the next item is an integer. */
    boolean atInteger() throws WireException {
        int major = cursor.peekMajor();
        return major == Cbor.UNSIGNED || major == Cbor.NEGATIVE;
    }

    /** Consumes exactly this tag. */
    void expectTag(int tag) throws WireException {
        int at = cursor.position();
        int first = cursor.first();
        if ((first & Cbor.MAJOR_MASK) != Cbor.TAG || cursor.argument(first) != tag) {
            throw cursor.mismatch("tag " + tag, first, at);
        }
    }

    /** Consumes null, if the next item is that. */
    public boolean tryReadNull() throws WireException {
        boolean isNull = cursor.peek() == Cbor.NULL;
        if (isNull) {
            cursor.take(1);
        }
        return isNull;
    }

    /** Consumes the next item if it is this key, however wide it was written. */
    boolean tryKey(int key) {
        return cursor.tryUnsigned(key);
    }

    /** Passes over those of so many entries that have keys below {@code id}, all unknown; tells how many are left. */
    int skipBelow(int entries, int last, int id, String name) throws WireException {
        long before = last;
        int left = entries;
        while (left > 0) {
            int at = cursor.position();
            long key = readLong();
            if (key >= id) {
                cursor.back(at);
                return left;
            }
            requireAscending(before, key, name);
            before = key;
            skip();
            left--;
        }
        return left;
    }

    /** Passes over so many entries, none of which has a known key above {@code last}. */
    void skipEntries(int entries, int last, String name) throws WireException {
        long before = last;
        for (int i = 0; i < entries; i++) {
            long key = readLong();
            requireAscending(before, key, name);
            before = key;
            skip();
        }
    }

    private void requireAscending(long before, long key, String name) throws WireException {
        if (key <= before) {
            throw refused(WireError.KEY_ORDER, "key " + key + " after key " + before + " in " + name);
        }
    }

    /** Opens an array and tells its items; each {@code begin} needs its {@link #end}. */
    public int beginArray() throws WireException {
        deeper();
        return cursor.count(Cbor.ARRAY, 1);
    }

    /** Opens a map and tells its entries; each {@code begin} needs its {@link #end}. */
    public int beginMap() throws WireException {
        deeper();
        return cursor.count(Cbor.MAP, 2);
    }

    public void end() {
        depth--;
    }

    /** Opens an array that must have so many items, such as a time; it needs its {@link #end}. */
    void beginArray(int items, String what) throws WireException {
        int at = cursor.position();
        if (beginArray() != items) {
            throw cursor.refused(WireError.TYPE_MISMATCH, what + " is an array of " + items + " items", at);
        }
    }

    /** Passes over one item of any kind, tags included, without building anything. */
    public void skip() throws WireException {
        while (atTag()) {
            cursor.argument(cursor.first());
        }
        switch (cursor.peekMajor()) {
            case Cbor.UNSIGNED, Cbor.NEGATIVE -> cursor.argument(cursor.first());
            case Cbor.BYTES -> cursor.take(cursor.count(Cbor.BYTES, 1));
            case Cbor.TEXT -> cursor.take(cursor.count(Cbor.TEXT, 1));
            case Cbor.ARRAY -> skipItems(beginArray());
            case Cbor.MAP -> skipItems(2L * beginMap());
            default -> skipSimple();
        }
    }

    /** Takes this much from the heap budget, before it is allocated. */
    public void charge(long heapBytes) throws WireException {
        heapLeft -= heapBytes;
        if (heapLeft < 0) {
            throw refused(WireError.OVER_BUDGET, limits.overBudget());
        }
    }

    /** A refusal that says where. */
    public WireException refused(WireError error, String text) {
        return cursor.refused(error, text, cursor.position());
    }

    /** A decimal number, also one that was written as an integer or a floating-point number. */
    public BigDecimal readDecimal() throws WireException {
        return DECIMALS.read(this);
    }

    /** The bytes of the next item, whatever it is. */
    public byte[] readItem() throws WireException {
        int from = cursor.position();
        skip();
        charge(HeapEstimate.ARRAY_BYTES + (long) cursor.position() - from);
        return Arrays.copyOfRange(cursor.array(), from, cursor.position());
    }

    /** What one value may cost. */
    public CodecLimits limits() {
        return limits;
    }

    /** No bytes may follow the one item of a payload. */
    void expectEnd() throws WireException {
        if (cursor.remaining() > 0) {
            throw refused(WireError.PAYLOAD_MALFORMED, cursor.remaining() + " bytes follow the value");
        }
    }

    private int integerHead() throws WireException {
        int first = cursor.peek();
        if (!atInteger()) {
            throw cursor.mismatch("an integer", first, cursor.position());
        }
        return cursor.first();
    }

    private static boolean isNegative(int first) {
        return (first & Cbor.MAJOR_MASK) == Cbor.NEGATIVE;
    }

    private BigInteger plainBigInteger() throws WireException {
        int first = integerHead();
        byte[] bytes = new byte[Long.BYTES];
        BigEndian.putLong(bytes, 0, cursor.argument(first));
        BigInteger magnitude = new BigInteger(1, bytes);
        return isNegative(first) ? magnitude.not() : magnitude;
    }

    private double exactDouble(int at) throws WireException {
        long value = readLong();
        double exact = value;
        // 2^63 - 1 rounds up to 2^63, which casts back to 2^63 - 1: the one value that the comparison alone lets pass.
        if (value == Long.MAX_VALUE || (long) exact != value) {
            throw cursor.refused(WireError.OUT_OF_RANGE, value + " has no exact floating-point form", at);
        }
        return exact;
    }

    private void skipItems(long items) throws WireException {
        for (long i = 0; i < items; i++) {
            skip();
        }
        end();
    }

    private void skipSimple() throws WireException {
        int at = cursor.position();
        int first = cursor.first();
        switch (first) {
            case Cbor.FALSE, Cbor.TRUE, Cbor.NULL -> {}
            case Cbor.HALF, Cbor.FLOAT, Cbor.DOUBLE -> cursor.argument(first);
            default -> throw cursor.refused(WireError.PAYLOAD_MALFORMED, "a simple value outside the profile", at);
        }
    }

    private int length(int major, int maxBytes) throws WireException {
        int at = cursor.position();
        int length = cursor.count(major, 1);
        if (length > maxBytes) {
            throw cursor.refused(
                    WireError.OUT_OF_RANGE, Cbor.nameOf(major) + " of " + length + " bytes, at most " + maxBytes, at);
        }
        return length;
    }

    private void deeper() throws WireException {
        if (++depth > limits.depth()) {
            throw refused(WireError.TOO_DEEP, "nested more than " + limits.depth() + " deep");
        }
    }
}
