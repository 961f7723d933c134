package dev.parley.remote.lane;

import dev.parley.wire.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The frames of users on their way out, and the exact count of those that a lost connection took with it.
 *
 * <p>Frames are numbered from 1 by their order, over all connections. A connection begins a generation: it opens with
 * LANE, which says how many were sent before, and nothing else is sent until LANE-AT has said how many of them arrived.
 *
 * <p>What a speaker said in another lane before comes first: an AFTER in front of its first frame here names the last
 * one there, and is not numbered. A connection that is lost takes it along, so each generation begins with all of them.
 *
 * <p>Threading: the loop; {@link #totals} from any thread.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // the loop is the one writer
public final class LaneOut {
    private final int number;
    private final AtomicLong bytes; // of all lanes: written by the loop, read by senders
    private final ArrayDeque<Frame> queue = new ArrayDeque<>();

    /** By their lanes, the frames that something here must not overtake, or had not to. */
    private final TreeMap<Integer, Frame.LanePosition> before = new TreeMap<>();

    private int aftersQueued;
    private volatile long sent;
    private volatile long accounted;
    private volatile long lost;
    private long generation;
    private boolean open;

    /** {@code bytes} counts the payloads that wait in all lanes of the link. */
    public LaneOut(int number, AtomicLong bytes) {
        this.number = number;
        this.bytes = bytes;
    }

    public int number() {
        return number;
    }

    /** Puts a frame at the end. */
    public void add(Frame frame) {
        queue.add(frame);
        count(payloadBytes(frame));
    }

    /** What is put in from now on must not be served before that frame of another lane. */
    public void follow(Frame.LanePosition position) {
        if (position.number() > 0) {
            before.put(position.lane(), position);
            queue.addLast(new Frame.After(List.of(position)));
            aftersQueued++;
        }
    }

    /** All that was put in has been accounted for: nothing has to be followed any more. */
    public void followNothing() {
        before.clear();
    }

    /** The next frame to hand to the connection, or null; it counts as sent if it is numbered. */
    public @Nullable Frame poll() {
        if (!open || queue.isEmpty()) {
            return null;
        }
        Frame next = queue.removeFirst();
        if (isNumbered(next)) {
            count(-payloadBytes(next));
            sent = sent + 1;
        } else {
            aftersQueued--;
        }
        return next;
    }

    /** Whether that is a message or an answer. */
    public static boolean isNumbered(Frame frame) {
        return !(frame instanceof Frame.After);
    }

    /** Whether the frame of that number has been sent, the peer has not said what became of it, and can be asked. */
    public boolean canAsk(long number) {
        return open && sent >= number && accounted < number;
    }

    /** The last frame of which the peer has said whether it arrived. */
    public long accounted() {
        return accounted;
    }

    private void count(long more) {
        bytes.setRelease(bytes.getPlain() + more); // the loop alone writes
    }

    /** Whether frames may leave: the peer has answered the present generation. */
    public boolean isOpen() {
        return open;
    }

    /** Begins a generation on a new connection. */
    public Frame.Lane begin() {
        open = false;
        generation++;
        return new Frame.Lane(number, generation, sent);
    }

    /** Whether an answer speaks of frames that were never sent. */
    public boolean isFalse(Frame.LaneAt answer) {
        return answer.lane() != number || answer.lastDelivered() < 0 || answer.lastDelivered() > sent;
    }

    /** The peer has said what arrived before this generation; gives how many frames were lost since the last time. */
    public long opened(Frame.LaneAt answer) {
        if (answer.generation() != generation || open) {
            return 0;
        }
        open = true;
        long lostNow = sent - Math.max(answer.lastDelivered(), accounted);
        accounted = sent;
        lost = lost + lostNow;
        if (!before.isEmpty()) {
            queue.addFirst(new Frame.After(List.copyOf(before.values())));
            aftersQueued++;
        }
        return lostNow;
    }

    /** The connection is gone; frames wait for the next one. */
    public void closed() {
        open = false;
    }

    /** Takes out all that was not sent. */
    public List<Frame> drain() {
        List<Frame> left = new ArrayList<>(queue);
        left.removeIf(frame -> !isNumbered(frame));
        queue.clear();
        aftersQueued = 0;
        count(-left.stream().mapToLong(LaneOut::payloadBytes).sum());
        return left;
    }

    /** The number of the last frame put in so far. */
    public long lastNumber() {
        return sent + queue.size() - aftersQueued;
    }

    public long sent() {
        return sent;
    }

    /** Frames sent of which the peer has not said whether they arrived. */
    public long unaccounted() {
        return sent - accounted;
    }

    public LaneTotals totals(long inDoubt) {
        return new LaneTotals(sent, lost, inDoubt, 0, 0);
    }

    /** What a lane frame counts. */
    public static int payloadBytes(Frame frame) {
        return switch (frame) {
            case Frame.User user -> user.body().payload().length();
            case Frame.Reply reply -> reply.payload().length();
            default ->
                throw new IllegalArgumentException(
                        "no lane frame: " + frame.getClass().getSimpleName());
        };
    }
}
