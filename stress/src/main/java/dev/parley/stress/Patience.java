package dev.parley.stress;

/**
 * How long a test waits for what must come. After it waited in vain it has failed, and will not wait long again.
 *
 * <p>Threading: any thread.
 */
public final class Patience {
    private static volatile long limitNanos = 10_000_000_000L;

    private Patience() {}

    /** Longer than a busy machine keeps a thread waiting. */
    public static long limitNanos() {
        return limitNanos;
    }

    /** It did not come. */
    public static void ends() {
        limitNanos = 1_000_000;
    }
}
