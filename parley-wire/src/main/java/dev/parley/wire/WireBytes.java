package dev.parley.wire;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A byte array with the equality of a value, so that frames are values too. It may be in two parts, so that a large
 * array within a message need not be copied to stand behind what comes before it; or be lent, see {@link
 * FrameDecoder#lend}.
 *
 * <p>The array is not copied, neither in nor out: whoever calls {@link #of} gives it away, whoever calls
 * {@link #array} must not write to it.
 *
 * <p>Threading: immutable as long as that is kept.
 */
public final class WireBytes {
    private static final byte[] NOTHING = {};

    /** No bytes. */
    public static final WireBytes EMPTY = of(new byte[0]);

    /** A text form is for logs: it never shows more than the beginning. */
    private static final int SHOWN_BYTES = 32;

    private final byte[] head;
    private final int from;
    private final int to;
    private final byte[] tail;

    private WireBytes(byte[] head, int from, int to, byte[] tail) {
        this.head = head;
        this.from = from;
        this.to = to;
        this.tail = tail;
    }

    /** These bytes; the array now belongs to the value. */
    public static WireBytes of(byte[] array) {
        return of(Objects.requireNonNull(array, "array"), NOTHING);
    }

    /** The bytes of both, one behind the other. */
    static WireBytes of(byte[] head, byte[] tail) {
        return new WireBytes(head, 0, head.length, tail);
    }

    /** Bytes of an array that belongs to somebody else. */
    static WireBytes lent(byte[] array, int from, int to) {
        return new WireBytes(array, from, to, NOTHING);
    }

    /** All in one array, for reading. What is lent, or in two parts, is copied for each call. */
    public byte[] array() {
        if (isWhole()) {
            return head;
        }
        byte[] whole = new byte[length()];
        System.arraycopy(head, from, whole, 0, to - from);
        System.arraycopy(tail, 0, whole, to - from, tail.length);
        return whole;
    }

    private boolean isWhole() {
        return to - from == head.length && tail.length == 0;
    }

    /** These bytes for who keeps them: a copy of what is lent. */
    public WireBytes kept() {
        return to - from == head.length ? this : of(array());
    }

    /** Reads them, without a copy of what is lent. */
    CborReader reader(CodecLimits limits) {
        if (tail.length == 0) {
            return new CborReader(head, from, to, limits);
        }
        byte[] whole = array();
        return new CborReader(whole, 0, whole.length, limits);
    }

    /** Writes them as the last bytes of something. */
    void writeLast(ByteSink out) {
        if (isWhole()) {
            out.last(head);
        } else {
            out.bytes(head, from, to - from).last(tail);
        }
    }

    public int length() {
        return to - from + tail.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WireBytes that && Arrays.equals(array(), that.array());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array());
    }

    @Override
    public String toString() {
        byte[] whole = array();
        String shown = HexFormat.of().formatHex(whole, 0, Math.min(SHOWN_BYTES, whole.length));
        return whole.length + " bytes " + shown + (whole.length > SHOWN_BYTES ? "…" : "");
    }
}
