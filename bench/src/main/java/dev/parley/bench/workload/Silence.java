package dev.parley.bench.workload;

/**
 * The longest time in which something was not heard.
 *
 * <p>Threading: {@link #broken} one thread at a time; the others any one thread.
 */
final class Silence {
    private final Counter lastNanos = new Counter();
    private final Counter longestNanos = new Counter();
    private volatile boolean anew = true;

    /** Something was heard. */
    void broken() {
        long now = System.nanoTime();
        if (anew) {
            longestNanos.set(0);
            lastNanos.set(now);
            anew = false;
            return;
        }
        longestNanos.set(Math.max(longestNanos.count(), now - lastNanos.count()));
        lastNanos.set(now);
    }

    /** Forgets what was before; the next sound begins it. */
    void begin() {
        anew = true;
        while (anew) {
            Thread.onSpinWait();
        }
    }

    /** The longest since it began, the present one included. */
    long nanos() {
        return Math.max(longestNanos.count(), System.nanoTime() - lastNanos.count());
    }
}
