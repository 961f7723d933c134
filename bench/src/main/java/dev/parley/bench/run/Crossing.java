package dev.parley.bench.run;

/**
 * How long a cache line takes from one core of this machine to another. A virtual machine may be moved between cores
 * that share a cache and cores that do not, from one minute to the next, and threads that talk to each other are three
 * times as slow on the latter: figures of two rounds say nothing then without this.
 *
 * <p>Threading: confined to {@link #nanos}.
 */
final class Crossing {
    private static final long UNCOUNTED_NANOS = 10_000_000;
    private static final long COUNTED_NANOS = 50_000_000;

    private volatile long turn; // even: of who measures
    private volatile boolean over;

    private Crossing() {}

    /** One way, on average over a twentieth of a second, in which two threads keep two cores busy. */
    static double nanos() throws InterruptedException {
        return new Crossing().mean();
    }

    private double mean() throws InterruptedException {
        Thread other = Thread.ofPlatform().daemon().name("crossing").start(this::answer);
        crossings(UNCOUNTED_NANOS);
        long beginNanos = System.nanoTime();
        long crossings = crossings(COUNTED_NANOS);
        double passedNanos = System.nanoTime() - beginNanos;
        over = true;
        other.join();
        return passedNanos / crossings;
    }

    private long crossings(long forNanos) {
        long before = turn;
        long endNanos = System.nanoTime() + forNanos;
        do {
            long next = turn + 1;
            turn = next;
            while (turn == next) {
                Thread.onSpinWait();
            }
        } while (System.nanoTime() - endNanos < 0);
        return turn - before;
    }

    private void answer() {
        while (!over) {
            long seen = turn;
            if (seen % 2 == 0) {
                Thread.onSpinWait();
            } else {
                turn = seen + 1;
            }
        }
    }
}
