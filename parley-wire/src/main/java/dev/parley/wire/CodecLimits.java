package dev.parley.wire;

/**
 * What encoding and decoding one value may cost.
 *
 * <p>Threading: immutable.
 *
 * @param depth deepest nesting of arrays and maps of CBOR, so of records, lists and times too, both ways; 1 to 1,000,
 *     default 64
 * @param heapBytes most memory that decoding one value may build, as estimated before each allocation; at least 1 KiB,
 *     default 64 MiB
 * @param recordKeys most elements of a set and keys of a map that are not comparable, such as records, because
 *     colliding hashes of those are easy to make; default 4,096
 * @param payloadBytes longest encoded value; default 16 MiB
 */
public record CodecLimits(int depth, long heapBytes, int recordKeys, int payloadBytes) {

    public CodecLimits {
        if (depth < 1 || depth > 1000 || heapBytes < 1024 || recordKeys < 0 || payloadBytes < 1) {
            throw new IllegalArgumentException("limits out of range: depth " + depth + ", heap " + heapBytes
                    + " bytes, record keys " + recordKeys + ", payload " + payloadBytes + " bytes");
        }
    }

    /** What is wrong with a value that builds too much. */
    String overBudget() {
        return "decoding would build more than " + heapBytes + " bytes on the heap";
    }

    public static CodecLimits defaults() {
        return new CodecLimits(64, 64L << 20, 4096, WireLimits.MAX_PAYLOAD_BYTES);
    }
}
