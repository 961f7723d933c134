package dev.parley.remote.link;

import dev.parley.wire.Frame;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One lane of a link incarnation, in both directions.
 *
 * <p>Threading: the loop; totals from any thread.
 */
final class Lane {
    final LaneOut out;
    final LaneIn in;

    /** {@code bytes} counts what waits in all lanes. */
    Lane(int number, AtomicLong bytes) {
        this.out = new LaneOut(number, bytes);
        this.in = new LaneIn(number);
    }

    /** The last frame that was put in so far. */
    Frame.LanePosition last() {
        return new Frame.LanePosition(out.number(), out.lastNumber());
    }
}
