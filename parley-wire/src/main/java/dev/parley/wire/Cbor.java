package dev.parley.wire;

/** The first bytes of CBOR items, RFC 8949 section 3. */
final class Cbor {

    static final int UNSIGNED = 0 << 5;
    static final int NEGATIVE = 1 << 5;
    static final int BYTES = 2 << 5;
    static final int TEXT = 3 << 5;
    static final int ARRAY = 4 << 5;
    static final int MAP = 5 << 5;
    static final int TAG = 6 << 5;
    static final int SIMPLE = 7 << 5;

    /** The three bits of the major type. */
    static final int MAJOR_MASK = 0xE0;

    /** The five bits of the additional information. */
    static final int INFO_MASK = 0x1F;

    static final int LARGEST_IMMEDIATE = 23;
    static final int ONE_BYTE = 24;
    static final int TWO_BYTES = 25;
    static final int FOUR_BYTES = 26;
    static final int EIGHT_BYTES = 27;

    static final int FALSE = SIMPLE | 20;
    static final int TRUE = SIMPLE | 21;
    static final int NULL = SIMPLE | 22;
    static final int HALF = SIMPLE | TWO_BYTES;
    static final int FLOAT = SIMPLE | FOUR_BYTES;
    static final int DOUBLE = SIMPLE | EIGHT_BYTES;

    static final int TAG_BIGNUM = 2;
    static final int TAG_NEGATIVE_BIGNUM = 3;
    static final int TAG_DECIMAL = 4;

    private Cbor() {}

    /** What an item is, for people. */
    static String nameOf(int firstByte) {
        return switch (firstByte & MAJOR_MASK) {
            case UNSIGNED, NEGATIVE -> "an integer";
            case BYTES -> "bytes";
            case TEXT -> "a text";
            case ARRAY -> "an array";
            case MAP -> "a map";
            case TAG -> "a tag";
            default -> simpleName(firstByte);
        };
    }

    private static String simpleName(int firstByte) {
        return switch (firstByte) {
            case FALSE, TRUE -> "a boolean";
            case NULL -> "null";
            case HALF, FLOAT, DOUBLE -> "a floating-point number";
            default -> "a simple value";
        };
    }
}
