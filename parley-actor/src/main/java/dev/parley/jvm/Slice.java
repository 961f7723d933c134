package dev.parley.jvm;

/**
 * How long a worker has had its carrier. Virtual threads are not sliced by the JVM, so workers do it themselves.
 *
 * <p>Reads the clock every 16 batches while batches are short, down to every batch when they are long.
 *
 * <p>Threading: its worker only.
 */
final class Slice {
    private static final long LENGTH_NANOS = 1_000_000;
    private static final long WANTED_LENGTH_NANOS = 200_000;
    private static final int MAX_UNCHECKED = 16;

    /** What takes longer is worth another core for what waits behind it. */
    private static final long LONG_BATCH_NANOS = 30_000;

    private long beganNanos = System.nanoTime();
    private long checkedNanos = beganNanos;
    private int unchecked = 1;
    private int left = 1;
    private boolean longBatches;

    void begin() {
        beganNanos = System.nanoTime();
        checkedNanos = beganNanos;
        unchecked = 1;
        left = 1;
    }

    /** Counts a batch; true when {@link #isOver} is to be asked. */
    boolean isToBeChecked() {
        return --left <= 0;
    }

    /** Reads the clock. A slice is shorter when others want the carrier. */
    boolean isOver(boolean isWanted) {
        long nowNanos = System.nanoTime();
        long passedNanos = nowNanos - checkedNanos;
        longBatches = passedNanos > LONG_BATCH_NANOS * unchecked;
        boolean shortBatches = passedNanos < LENGTH_NANOS / 8;
        unchecked = shortBatches ? Math.min(unchecked * 2, MAX_UNCHECKED) : Math.max(unchecked / 2, 1);
        left = unchecked;
        checkedNanos = nowNanos;
        return nowNanos - beganNanos >= (isWanted ? WANTED_LENGTH_NANOS : LENGTH_NANOS);
    }

    /** Whether the batches before the last check took long, on average. */
    boolean areBatchesLong() {
        return longBatches;
    }
}
