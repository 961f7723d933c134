package dev.parley.wire;

/**
 * A position in CBOR bytes, and the heads of items there. Counts never exceed what the bytes that are left can hold.
 *
 * <p>Threading: owner thread only.
 */
final class CborCursor {

    private final byte[] array;
    private final int start;
    private final int end;
    private int position;

    CborCursor(byte[] array, int start, int end) {
        this.array = array;
        this.start = start;
        this.end = end;
        this.position = start;
    }

    byte[] array() {
        return array;
    }

    int position() {
        return position;
    }

    int remaining() {
        return end - position;
    }

    /** Passes over bytes that were counted; tells where they begin. */
    int take(int bytes) {
        int from = position;
        position += bytes;
        return from;
    }

    /** Goes back to where it was before. */
    void back(int earlier) {
        position = earlier;
    }

    /** The first byte of the next item, without passing it. */
    int peek() throws WireException {
        if (position >= end) {
            throw refused(WireError.PAYLOAD_TRUNCATED, "the payload ends where an item is expected", position);
        }
        return array[position] & 0xFF;
    }

    /** Passes over the next item if it is this small number, however wide it was written. */
    boolean tryUnsigned(int number) {
        if (position >= end) {
            return false;
        }
        int first = array[position];
        if (number <= Cbor.LARGEST_IMMEDIATE && first == number) {
            position++;
            return true;
        }
        return first >= Cbor.ONE_BYTE && first <= Cbor.EIGHT_BYTES && tryWide(first, number);
    }

    private boolean tryWide(int first, int number) {
        int bytes = 1 << (first - Cbor.ONE_BYTE);
        if (bytes >= remaining()) {
            return false;
        }
        long value = 0;
        for (int i = 1; i <= bytes; i++) {
            value = value << Byte.SIZE | (array[position + i] & 0xFF);
        }
        if (value != number) {
            return false;
        }
        position += 1 + bytes;
        return true;
    }

    /** The major type of the next item. */
    int peekMajor() throws WireException {
        return peek() & Cbor.MAJOR_MASK;
    }

    int first() throws WireException {
        int first = peek();
        position++;
        return first;
    }

    /** The number in an item's head; an unsigned one. */
    long argument(int first) throws WireException {
        int info = first & Cbor.INFO_MASK;
        if (info <= Cbor.LARGEST_IMMEDIATE) {
            return info;
        }
        if (info > Cbor.EIGHT_BYTES) {
            throw refused(WireError.PAYLOAD_MALFORMED, "an indefinite or reserved length", position - 1);
        }
        int bytes = 1 << (info - Cbor.ONE_BYTE);
        if (bytes > remaining()) {
            throw refused(WireError.PAYLOAD_TRUNCATED, "the payload ends inside an item", position - 1);
        }
        int from = take(bytes);
        return switch (bytes) {
            case Byte.BYTES -> array[from] & 0xFFL;
            case Short.BYTES -> BigEndian.shortAt(array, from) & 0xFFFFL;
            case Integer.BYTES -> Integer.toUnsignedLong(BigEndian.intAt(array, from));
            default -> BigEndian.longAt(array, from);
        };
    }

    /** The count of an item of this major type, each of whose units takes so many bytes at least. */
    int count(int major, int bytesEach) throws WireException {
        int at = position;
        int first = first();
        if ((first & Cbor.MAJOR_MASK) != major) {
            throw mismatch(Cbor.nameOf(major), first, at);
        }
        long count = argument(first);
        if (Long.compareUnsigned(count, remaining() / bytesEach) > 0) {
            throw refused(
                    WireError.PAYLOAD_TRUNCATED,
                    Cbor.nameOf(major) + " of " + Long.toUnsignedString(count)
                            + " does not fit the bytes that are left",
                    at);
        }
        return (int) count;
    }

    WireException mismatch(String expected, int first, int at) {
        return refused(WireError.TYPE_MISMATCH, "expected " + expected + ", found " + Cbor.nameOf(first), at);
    }

    WireException refused(WireError error, String text, int at) {
        return new WireException(error, text + " (at byte " + (at - start) + ")");
    }
}
