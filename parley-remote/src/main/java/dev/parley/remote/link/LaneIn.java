package dev.parley.remote.link;

import dev.parley.wire.Frame;

/**
 * Counts the frames of a peer's lane, so that both sides know exactly what was lost.
 *
 * <p>Threading: the loop.
 */
final class LaneIn {
    private long position;
    private long lastDelivered;
    private long received;
    private long lost;

    /** A generation begins; the answer says what arrived before it. */
    Frame.LaneAt begin(Frame.Lane lane) {
        Frame.LaneAt answer = new Frame.LaneAt(lane.lane(), lane.generation(), lastDelivered);
        lost += Math.max(0, lane.lastSent() - position);
        position = Math.max(position, lane.lastSent());
        return answer;
    }

    /** A frame came. */
    void delivered() {
        position++;
        lastDelivered = position;
        received++;
    }

    /** Whether that frame was delivered, or is known to be lost. */
    boolean isPast(long number) {
        return position >= number;
    }

    long received() {
        return received;
    }

    long lost() {
        return lost;
    }
}
