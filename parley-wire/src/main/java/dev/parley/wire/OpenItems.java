package dev.parley.wire;

/**
 * An array or a map whose items are counted while they are written. Its head is wider than it need be, so what comes
 * out is for a {@link CborReader} and not for the wire. Made by {@link CborWriter#openArray} and
 * {@link CborWriter#openMap}.
 *
 * <p>Threading: owner thread only.
 */
public final class OpenItems {

    private final CborWriter out;
    private final int countAt;
    private int count;

    OpenItems(CborWriter out, int countAt) {
        this.out = out;
        this.countAt = countAt;
    }

    /** The next item of an array, or entry of a map, begins. */
    public void next() {
        count++;
    }

    /** All items are there. */
    public void close() {
        out.sink().patchU32(countAt, count);
        out.end();
    }
}
