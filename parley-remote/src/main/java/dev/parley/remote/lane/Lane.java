package dev.parley.remote.lane;

import dev.parley.wire.Frame;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One lane of a link incarnation, in both directions.
 *
 * <p>Threading: the loop; totals from any thread.
 */
public final class Lane {
    public final LaneOut out;
    public final LaneIn in;

    /** {@code bytes} counts what waits in all lanes. */
    public Lane(int number, AtomicLong bytes) {
        this.out = new LaneOut(number, bytes);
        this.in = new LaneIn(number);
    }

    /** The last frame that was put in so far. */
    public Frame.LanePosition last() {
        return new Frame.LanePosition(out.number(), out.lastNumber());
    }
}
