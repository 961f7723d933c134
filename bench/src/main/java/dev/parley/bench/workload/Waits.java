package dev.parley.bench.workload;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * How long a thread that was woken waited until it ran, each time. One that was not run at all has starved, and then no
 * wait before counts: how many there were of them is chance.
 *
 * <p>Threading: one thread.
 */
final class Waits {
    private LongStream.Builder nanos = LongStream.builder();
    private boolean starved;

    void add(long waitedNanos) {
        nanos.add(waitedNanos);
    }

    /** It was waited for so long in vain. */
    void starve(long waitedNanos) {
        nanos = LongStream.builder().add(waitedNanos);
        starved = true;
    }

    boolean hasStarved() {
        return starved;
    }

    /** So large a share of the waits, of one at least, was shorter or as long. Ends it. */
    double[] seconds(double... quantiles) {
        long[] sorted = nanos.build().sorted().toArray();
        return Arrays.stream(quantiles)
                .map(quantile -> sorted[Math.min(sorted.length - 1, (int) (quantile * sorted.length))] / 1e9)
                .toArray();
    }
}
