package dev.parley.spi;

import java.time.Duration;
import java.time.Instant;

/** The clock of one node. */
public interface NodeClock {
    /** The longest wait, 146 years: it can be added to any time of a monotonic clock. */
    Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

    /** A wait in nanoseconds: never negative, and never longer than {@link #LONGEST}. */
    static long nanos(Duration wait) {
        if (wait.isNegative()) {
            return 0;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : wait.toNanos();
    }

    /** Monotonic, from an arbitrary origin, in nanoseconds: for every time-out. */
    long nanoTime();

    /** Wall time, which may jump: for people, and for numbers that grow from process to process; for no time-out. */
    Instant wall();
}
