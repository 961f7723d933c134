package dev.parley.spi;

import java.time.Instant;

/** The clock of one node. */
public interface NodeClock {
    /** Monotonic, from an arbitrary origin, in nanoseconds: for every time-out. */
    long nanoTime();

    /** Wall time: for people only, it may jump. */
    Instant wall();
}
