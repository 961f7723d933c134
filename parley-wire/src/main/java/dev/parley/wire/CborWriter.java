package dev.parley.wire;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Writes one CBOR item (RFC 8949) in the profile of {@code docs/WIRE.md}: definite lengths, shortest integers, floats
 * of a fixed width.
 *
 * <p>Threading: owner thread only.
 * <p>Limits: depth and length of {@link CodecLimits}, also here: what a receiver would refuse fails at the sender.
 */
public final class CborWriter {

    /** Most messages are small, and what is not used is cleared all the same. */
    private static final int INITIAL_BYTES = 96;

    /** Longest head of an item. */
    private static final int HEAD_BYTES = 1 + Long.BYTES;

    /** Characters up to which a text is written by a loop. */
    private static final int SHORT_TEXT = 16;

    private static final DecimalCodec DECIMALS = new DecimalCodec();

    private final ByteSink sink = new ByteSink(INITIAL_BYTES);
    private final CodecLimits limits;
    private int depth;
    private long heapBytes;

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
        int length = text.length();
        if (length <= SHORT_TEXT) {
            byte[] array = roomFor(1 + length).array(1 + length);
            int end = putShortAscii(array, sink.size(), text, length);
            if (end >= 0) {
                sink.truncate(end);
                return;
            }
        }
        byte[] utf8 = utf8(text);
        byte[] array = roomFor(utf8.length).array(HEAD_BYTES + utf8.length);
        sink.truncate(putText(array, sink.size(), utf8));
    }

    /** For a few characters a loop is cheaper than an array of their bytes; negative if one of them needs more. */
    private static int putShortAscii(byte[] array, int at, String text, int length) {
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return -1;
            }
            array[at + 1 + i] = (byte) c;
        }
        array[at] = (byte) (Cbor.TEXT | length);
        return at + 1 + length;
    }

    private static int putText(byte[] array, int at, byte[] utf8) {
        int from = put(array, at, Cbor.TEXT, utf8.length);
        System.arraycopy(utf8, 0, array, from, utf8.length);
        return from + utf8.length;
    }

    private static byte[] utf8(String text) throws WireException {
        byte[] utf8 = Utf8.encode(text);
        if (utf8 == null) {
            throw new WireException(
                    WireError.NOT_ENCODABLE, "a text of " + text.length() + " characters holds a lone surrogate");
        }
        return utf8;
    }

    public void writeBytes(byte[] bytes) throws WireException {
        head(Cbor.BYTES, bytes.length);
        roomFor(bytes.length).last(bytes);
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

    /** Opens an array for who learns only at its end how many items there are. */
    public OpenItems openArray() throws WireException {
        return open(Cbor.ARRAY);
    }

    /** Opens a map for who learns only at its end how many entries there are. */
    public OpenItems openMap() throws WireException {
        return open(Cbor.MAP);
    }

    /** Opens the map of a record for who has its entries in any order. */
    public OpenRecord openRecord() throws WireException {
        return new OpenRecord(this);
    }

    private OpenItems open(int major) throws WireException {
        deeper();
        room().u8(major | Cbor.FOUR_BYTES);
        int countAt = sink.size();
        sink.u32(0);
        return new OpenItems(this, countAt);
    }

    /**
     * An element of a list is to be written for who reads another encoding: takes what it will build, at least, from
     * the heap budget. Else the limit would be found only when all of the item has been made.
     */
    public void chargeElement(Shape element) throws WireException {
        charge(HeapEstimate.REFERENCE_BYTES + HeapEstimate.atLeast(element));
    }

    /** The same for an entry of a map. */
    public void chargeEntry(Shape.MapOf map) throws WireException {
        charge(HeapEstimate.TABLE_BYTES + HeapEstimate.atLeast(map.key()) + HeapEstimate.atLeast(map.value()));
    }

    private void charge(long moreBytes) throws WireException {
        heapBytes += moreBytes;
        if (heapBytes > limits.heapBytes()) {
            throw new WireException(WireError.OVER_BUDGET, limits.overBudget());
        }
    }

    /** Writes a decimal number; one beyond its limits is refused with {@link WireError#NOT_ENCODABLE}. */
    public void writeDecimal(BigDecimal value) throws WireException {
        DECIMALS.write(value, this);
    }

    /**
     * Writes an item that somebody else made.
     *
     * @throws WireException if the bytes are not exactly one item of the profile
     */
    public void writeItem(byte[] item) throws WireException {
        CborReader in = new CborReader(item, limits);
        in.skip();
        in.expectEnd();
        roomFor(item.length).bytes(item);
    }

    // ---- what the code for records writes: whole entries. A record looks at the length limit once, where it begins.

    /** Opens the map of a record of so many fields, behind an entry 0 if it is a leaf. */
    void beginRecord(int leafId, int fields) throws WireException {
        if (leafId == LeafCodec.NO_LEAF) {
            beginMap(fields);
        } else {
            beginMap(fields + 1);
            writeEntry(LeafCodec.LEAF_KEY, leafId);
        }
    }

    void writeKey(int key) {
        sink.truncate(put(sink.array(HEAD_BYTES), sink.size(), Cbor.UNSIGNED, key));
    }

    void writeEntry(int key, long value) {
        byte[] array = sink.array(2 * HEAD_BYTES);
        int at = put(array, sink.size(), Cbor.UNSIGNED, key);
        sink.truncate(value >= 0 ? put(array, at, Cbor.UNSIGNED, value) : put(array, at, Cbor.NEGATIVE, ~value));
    }

    void writeEntry(int key, boolean value) {
        byte[] array = sink.array(2 * HEAD_BYTES);
        int at = put(array, sink.size(), Cbor.UNSIGNED, key);
        array[at] = (byte) (value ? Cbor.TRUE : Cbor.FALSE);
        sink.truncate(at + 1);
    }

    void writeEntry(int key, float value) {
        writeKey(key);
        sink.u8(Cbor.FLOAT).u32(Float.floatToIntBits(value));
    }

    void writeEntry(int key, double value) {
        byte[] array = sink.array(2 * HEAD_BYTES);
        int at = put(array, sink.size(), Cbor.UNSIGNED, key);
        array[at] = (byte) Cbor.DOUBLE;
        BigEndian.putLong(array, at + 1, Double.doubleToLongBits(value));
        sink.truncate(at + HEAD_BYTES);
    }

    void writeEntry(int key, String value) throws WireException {
        int length = value.length();
        if (length <= SHORT_TEXT) {
            byte[] array = sink.array(2 * HEAD_BYTES + length);
            int end = putShortAscii(array, put(array, sink.size(), Cbor.UNSIGNED, key), value, length);
            if (end >= 0) {
                sink.truncate(end);
                return;
            }
        }
        byte[] utf8 = utf8(value);
        byte[] array = roomFor(utf8.length).array(2 * HEAD_BYTES + utf8.length);
        sink.truncate(putText(array, put(array, sink.size(), Cbor.UNSIGNED, key), utf8));
    }

    /** What one value may cost. */
    public CodecLimits limits() {
        return limits;
    }

    int position() {
        return sink().size();
    }

    /** With all that was written in one array. */
    ByteSink sink() {
        sink.join();
        return sink;
    }

    byte[] toByteArray() throws WireException {
        requireRoom();
        return sink.toByteArray();
    }

    WireBytes toBytes() throws WireException {
        requireRoom();
        return sink.toBytes();
    }

    private void requireRoom() throws WireException {
        var _ = roomFor(sink.tail().length);
    }

    private void deeper() throws WireException {
        if (++depth > limits.depth()) {
            throw new WireException(
                    WireError.TOO_DEEP,
                    "a value is nested more than " + limits.depth() + " deep: is it a cycle, or a list of links?");
        }
    }

    private void head(int major, long argument) throws WireException {
        byte[] array = room().array(HEAD_BYTES);
        sink.truncate(put(array, sink.size(), major, argument));
    }

    /** The head of an item, for which there is room; tells where it ends. */
    private static int put(byte[] array, int at, int major, long argument) {
        if (argument >= 0 && argument <= Cbor.LARGEST_IMMEDIATE) {
            array[at] = (byte) (major | (int) argument);
            return at + 1;
        }
        return putWide(array, at, major, argument);
    }

    private static int putWide(byte[] array, int at, int major, long argument) {
        if (argument >>> Byte.SIZE == 0) {
            array[at] = (byte) (major | Cbor.ONE_BYTE);
            array[at + 1] = (byte) argument;
            return at + 1 + Byte.BYTES;
        }
        if (argument >>> Short.SIZE == 0) {
            array[at] = (byte) (major | Cbor.TWO_BYTES);
            BigEndian.putShort(array, at + 1, (short) argument);
            return at + 1 + Short.BYTES;
        }
        if (argument >>> Integer.SIZE == 0) {
            array[at] = (byte) (major | Cbor.FOUR_BYTES);
            BigEndian.putInt(array, at + 1, (int) argument);
            return at + 1 + Integer.BYTES;
        }
        array[at] = (byte) (major | Cbor.EIGHT_BYTES);
        BigEndian.putLong(array, at + 1, argument);
        return at + 1 + Long.BYTES;
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
