package dev.parley.remote.lane;

import dev.parley.wire.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Counts the frames of a peer's lane, so that both sides know exactly what was lost.
 *
 * <p>Threading: the loop; {@link #totals} from any thread.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // the loop is the one writer
public final class LaneIn {
    private final int number;
    private long generation;
    private boolean open;
    private long position;
    private long lastDelivered;
    private volatile long received;
    private volatile long missed;

    public LaneIn(int number) {
        this.number = number;
    }

    /** Whether a later generation has begun already. */
    public boolean isOld(Frame.Lane lane) {
        return lane.generation() <= generation;
    }

    /** What is wrong with the opening of a generation; null when nothing is. */
    public @Nullable String fault(Frame.Lane lane) {
        if (lane.lane() != number) {
            return "lane " + lane.lane() + " on a connection of lane " + number;
        }
        if (isOld(lane)) {
            return "generation " + lane.generation() + " of the lane after " + generation;
        }
        return lane.lastSent() < position
                ? "frame " + position + " of the lane has come, and " + lane.lastSent() + " were sent"
                : null;
    }

    /** How many frames were lost since the last time, by what the opening of a generation says. */
    public long lostBefore(Frame.Lane lane) {
        return lane.lastSent() - position;
    }

    /** A generation begins; the answer says what arrived before it. */
    public Frame.LaneAt begin(Frame.Lane lane) {
        open = true;
        generation = lane.generation();
        missed = missed + lostBefore(lane);
        position = lane.lastSent();
        return new Frame.LaneAt(lane.lane(), lane.generation(), lastDelivered);
    }

    /** The connection is gone, and the generation with it. */
    public void closed() {
        open = false;
    }

    /** Whether a generation has begun on the present connection. */
    public boolean isOpen() {
        return open;
    }

    /** A frame came. */
    public void delivered() {
        position = Math.max(position, position + 1); // a peer may have said the highest number there is
        lastDelivered = position;
        received = received + 1;
    }

    /** Whether that frame was delivered, or is known to be lost. */
    public boolean isPast(long number) {
        return position >= number;
    }

    public LaneTotals totals() {
        return new LaneTotals(0, 0, 0, received, missed);
    }
}
