package dev.parley.remote.link;

import dev.parley.Failure;
import dev.parley.remote.lane.LaneOut;
import dev.parley.spi.ReplySlot;
import dev.parley.wire.Frame;
import dev.parley.wire.WireSlot;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The requests that came over one link and were handed on over others, because their asker or their target is a guest.
 * Their asker does not see the way they went on, so it is told here of those that will get no answer.
 *
 * <p>Threading: the loop.
 *
 * <p>Limits: {@value #MAX_OPEN}; more are handed on as ever, and end by their limits if what is lost takes them along.
 */
final class RelayedRequests {
    static final int MAX_OPEN = 10_000;

    private static final long BETWEEN_SWEEPS_NANOS = 1_000_000_000;

    /** Until there may be room for answers that found none. */
    private static final long RETRY_NANOS = 50_000_000;

    private final LinkedNode node;
    private final Link asker;
    private final WakeUp again;
    private final Map<WireSlot, Open> open = new LinkedHashMap<>();

    /** What will be said of those that are over; each of them was open, so they count with those. */
    private final ArrayDeque<Outgoing.Answer> owed = new ArrayDeque<>();

    private long sweptNanos = Long.MIN_VALUE;

    private record Open(LaneOut lane, long laneNumber, long deadlineNanos) {}

    RelayedRequests(LinkedNode node, Link asker) {
        this.node = node;
        this.asker = asker;
        this.again = new WakeUp(node, this::say);
    }

    /** One is the next frame to be put into that lane. */
    void add(Frame.User request, LaneOut lane) {
        long now = node.nanoTime();
        if (now >= sweptNanos + BETWEEN_SWEEPS_NANOS) {
            sweptNanos = now;
            open.values().removeIf(each -> each.deadlineNanos() <= now); // their askers have ended them
        }
        if (open.size() + owed.size() < MAX_OPEN) {
            open.put(request.slot(), new Open(lane, lane.lastNumber() + 1, deadlineNanos(request, now)));
        }
    }

    private static long deadlineNanos(Frame.User request, long now) {
        return request.deadlineMillis() == 0
                ? ReplySlot.NO_DEADLINE
                : now + Math.min(request.deadlineMillis(), Inbound.MAX_DEADLINE_MILLIS) * 1_000_000;
    }

    /** An answer is on its way to the asker. */
    void answered(WireSlot number) {
        open.remove(number);
    }

    /** No answer will come to what left in that lane as this frame or before. */
    void end(LaneOut lane, long lastLaneNumber, Failure failure) {
        Iterator<Map.Entry<WireSlot, Open>> all = open.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<WireSlot, Open> each = all.next();
            if (each.getValue().lane() == lane && each.getValue().laneNumber() <= lastLaneNumber) {
                all.remove();
                owed.add(Outgoing.Answer.failed(each.getKey(), failure));
            }
        }
        say();
    }

    /** As far as there is room: many may end at once, for which nobody can blame the asker. */
    private void say() {
        while (!owed.isEmpty() && asker.offer(owed.getFirst()) == null) {
            owed.removeFirst();
        }
        if (!owed.isEmpty()) {
            again.at(node.nanoTime() + RETRY_NANOS);
        }
    }

    /** The asker's link incarnation is over, and its requests with it. */
    void clear() {
        open.clear();
        owed.clear();
        again.cancel();
    }
}
