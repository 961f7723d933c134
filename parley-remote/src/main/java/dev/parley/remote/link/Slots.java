package dev.parley.remote.link;

import dev.parley.Cancellable;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Result;
import dev.parley.remote.lane.LaneOut;
import dev.parley.remote.payload.Schemas;
import dev.parley.spi.ReplySlot;
import dev.parley.spi.TimedSlot;
import dev.parley.wire.Frame;
import dev.parley.wire.WireException;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The requests of this node that wait for an answer from elsewhere, by the number that went out with each. Numbers
 * cannot be guessed: whoever knows one was asked.
 *
 * <p>Threading: any thread, but for {@link #end}. An entry ends with its slot.
 */
final class Slots {
    private record Open(ReplySlot slot, Type reply, LaneOut lane, long laneNumber) {}

    private final LinkedNode node;
    private final Map<Long, Open> open = new ConcurrentHashMap<>();

    Slots(LinkedNode node) {
        this.node = node;
    }

    /** A number for the slot of a request that is the next frame to be put into that lane. */
    long register(ReplySlot slot, Type reply, LaneOut lane) {
        long id = node.unguessable();
        open.put(id, new Open(slot, reply, lane, lane.lastNumber() + 1));
        Cancellable expiry = slot instanceof TimedSlot ? () -> {} : expiry(slot, id);
        slot.onceDone(() -> {
            open.remove(id);
            node.waitChase().ended(slot);
            expiry.cancel();
        });
        return id;
    }

    /** An asker on a third node stops waiting without a word: the entry must not outlive its deadline. */
    private Cancellable expiry(ReplySlot slot, long id) {
        if (slot.deadlineNanos() == ReplySlot.NO_DEADLINE) {
            return () -> {};
        }
        long waitNanos = Math.max(0, slot.deadlineNanos() - node.nanoTime());
        return node.environment().timers().after(waitNanos, () -> open.remove(id));
    }

    /** How many wait. */
    int count() {
        return open.size();
    }

    /** An answer has come over that link; false when nobody waits for it. */
    boolean answer(Frame.Reply reply, Link from) {
        @Nullable Open waiting = open.get(reply.slot().id());
        if (waiting == null) {
            return false;
        }
        Result<?> result;
        try {
            if (!reply.failure()) {
                Schemas.require(
                        from.session().conflicts(), () -> node.messages().namesIn(waiting.reply()));
            }
            result = node.messages().decodeAnswer(waiting.reply(), reply);
        } catch (WireException undecodable) {
            from.complain(() -> "an answer of " + from + " cannot be read: " + undecodable.getMessage());
            result = new Result.Err<>(new Failure.Refused(DropReason.NOT_DECODABLE));
        }
        return waiting.slot().complete(result);
    }

    /** No answer will come to anything. */
    void endAll(Failure failure) {
        open.values().forEach(waiting -> waiting.slot().complete(new Result.Err<>(failure)));
    }

    /** No answer will come to what left in that lane as this frame or before, be it relayed. Loop. */
    void end(LaneOut lane, long lastLaneNumber, Failure failure) {
        open.values().forEach(waiting -> {
            if (waiting.lane() == lane && waiting.laneNumber() <= lastLaneNumber) {
                waiting.slot().complete(new Result.Err<>(failure));
            }
        });
        node.links().all().forEach(link -> link.relayed().end(lane, lastLaneNumber, failure));
    }
}
