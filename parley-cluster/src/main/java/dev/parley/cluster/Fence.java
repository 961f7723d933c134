package dev.parley.cluster;

import dev.parley.spi.NodeClock;

/**
 * Until when a hosted actor may act, as its driver last knew. The driver moves it, the actor looks at it before each
 * message: so a process that stood still finds it closed whichever of the two wakes first.
 *
 * <p>Threading: any thread may look; the driver's turn moves it.
 */
final class Fence {
    private final NodeClock clock;
    private volatile long untilNanos;

    Fence(NodeClock clock, long remainingNanos) {
        this.clock = clock;
        this.untilNanos = clock.nanoTime() + remainingNanos;
    }

    void move(long remainingNanos) {
        untilNanos = clock.nanoTime() + remainingNanos;
    }

    boolean isOpen() {
        return clock.nanoTime() - untilNanos < 0;
    }
}
