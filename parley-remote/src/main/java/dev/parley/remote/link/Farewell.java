package dev.parley.remote.link;

import dev.parley.DropReason;
import dev.parley.Failure;

/**
 * How a node takes its leave of its peers: what waits for them leaves first, and each says what has come, so that both
 * sides know the same of every message. Whoever was given up is not waited for.
 *
 * <p>Threading: the loop. Limits: it ends at the time that it is given at the latest.
 */
final class Farewell {
    private static final long SOONEST_NANOS = 1_000_000;
    private static final long LATEST_NANOS = 16_000_000;

    private final LinkedNode node;
    private final long endNanos;
    private final Runnable over;
    private final WakeUp wakeUp;
    private long pauseNanos = SOONEST_NANOS;

    /** {@code over} runs when all links have ended. */
    Farewell(LinkedNode node, long endNanos, Runnable over) {
        this.node = node;
        this.endNanos = endNanos;
        this.over = over;
        this.wakeUp = new WakeUp(node, this::look);
    }

    /** Goes on until nobody is waited for. */
    void look() {
        boolean waits = false;
        for (Link link : node.links().all()) {
            waits |= link.settles();
        }
        long now = node.nanoTime();
        if (waits && now < endNanos) {
            wakeUp.at(Math.min(endNanos, now + pauseNanos));
            pauseNanos = Math.min(2 * pauseNanos, LATEST_NANOS);
        } else {
            node.slots().endAll(new Failure.Refused(DropReason.LINK_LOST));
            node.links().all().forEach(Link::leave);
            over.run();
        }
    }
}
