package dev.parley.wire;

/** What values take on the heap, as {@code docs/WIRE.md} estimates it: the same for all, whatever a JVM does. */
final class HeapEstimate {

    static final int TEXT_BYTES = 48;
    static final int ARRAY_BYTES = 16;
    static final int TIME_BYTES = 24;
    static final int DECIMAL_BYTES = 80;

    /** A box or Optional. */
    static final int BOX_BYTES = 16;

    static final int LIST_BYTES = 32;

    /** One element of a list. */
    static final int REFERENCE_BYTES = 8;

    /** A set or map, and each of its entries. */
    static final int TABLE_BYTES = 64;

    private static final int RECORD_BYTES = 16;
    private static final int COMPONENT_BYTES = 8;
    private static final int UUID_BYTES = ARRAY_BYTES + 16;

    /** Its host and its path. */
    private static final int REF_BYTES = 2 * TEXT_BYTES;

    private HeapEstimate() {}

    static long ofRecord(int components) {
        return RECORD_BYTES + (long) COMPONENT_BYTES * components;
    }

    /** The least that a value of this shape takes where it is an element of a list, or a key or value of a map. */
    static long atLeast(Shape shape) {
        return switch (shape) {
            case Shape.RecordOf record -> ofRecord(record.components().all().size());
            case Shape.ListOf _ -> LIST_BYTES;
            case Shape.MapOf _ -> TABLE_BYTES;
            case Shape.OptionalOf _, Shape.EnumOf _, Shape.SealedOf _ -> 0; // it is empty, or a constant
            case Shape.Scalar scalar -> atLeast(scalar);
        };
    }

    private static long atLeast(Shape.Scalar scalar) {
        return switch (scalar) {
            case BOOLEAN, INTEGER, CHARACTER, FLOAT, DOUBLE -> BOX_BYTES;
            case TEXT -> TEXT_BYTES;
            case BYTES -> ARRAY_BYTES;
            case UUID -> UUID_BYTES;
            case INSTANT, DURATION -> TIME_BYTES;
            case DECIMAL -> DECIMAL_BYTES;
            case REF -> REF_BYTES;
            case ITEM -> 0; // its codec alone knows
        };
    }
}
