package dev.parley.wire;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A byte array with the equality of a value, so that frames are values too.
 *
 * <p>The array is not copied, neither in nor out: whoever calls {@link #of} gives it away, whoever calls
 * {@link #array} must not write to it.
 *
 * <p>Threading: immutable as long as that is kept.
 */
public final class WireBytes {

    /** No bytes. */
    public static final WireBytes EMPTY = new WireBytes(new byte[0]);

    /** A text form is for logs: it never shows more than the beginning. */
    private static final int SHOWN_BYTES = 32;

    private final byte[] array;

    private WireBytes(byte[] array) {
        this.array = array;
    }

    /** These bytes; the array now belongs to the value. */
    public static WireBytes of(byte[] array) {
        return new WireBytes(Objects.requireNonNull(array, "array"));
    }

    /** The array itself, for reading. */
    public byte[] array() {
        return array;
    }

    public int length() {
        return array.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WireBytes that && Arrays.equals(array, that.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }

    @Override
    public String toString() {
        String shown = HexFormat.of().formatHex(array, 0, Math.min(SHOWN_BYTES, array.length));
        return array.length + " bytes " + shown + (array.length > SHOWN_BYTES ? "…" : "");
    }
}
