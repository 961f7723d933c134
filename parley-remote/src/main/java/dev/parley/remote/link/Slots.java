package dev.parley.remote.link;

import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Result;
import dev.parley.spi.ReplySlot;
import dev.parley.wire.Frame;
import dev.parley.wire.WireException;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The requests of this node that wait for an answer from elsewhere, by the number that went out with each. Numbers cannot
 * be guessed: whoever knows one was asked.
 *
 * <p>Threading: any thread. An entry ends with its slot.
 */
final class Slots {
    private record Open(ReplySlot slot, Type reply, LinkSession session, long laneNumber) {}

    private final LinkedNode node;
    private final Map<Long, Open> open = new ConcurrentHashMap<>();

    Slots(LinkedNode node) {
        this.node = node;
    }

    /** A number for the slot of a request that leaves as that frame of the session's lane. */
    long register(ReplySlot slot, Type reply, LinkSession session, long laneNumber) {
        long id = node.unguessable();
        open.put(id, new Open(slot, reply, session, laneNumber));
        slot.onceDone(() -> open.remove(id));
        return id;
    }

    /** An answer has come; false when nobody waits for it. */
    boolean answer(Frame.Reply reply) {
        @Nullable Open waiting = open.get(reply.slot().id());
        if (waiting == null) {
            return false;
        }
        Result<?> result;
        try {
            result = node.messages().decodeAnswer(waiting.reply(), reply);
        } catch (WireException undecodable) {
            result = new Result.Err<>(new Failure.Refused(DropReason.NOT_DECODABLE));
        }
        return waiting.slot().complete(result);
    }

    /** No answer will come over that session to what left as this frame or before. */
    void end(LinkSession session, long lastLaneNumber, Failure failure) {
        open.values().forEach(waiting -> {
            if (waiting.session() == session && waiting.laneNumber() <= lastLaneNumber) {
                waiting.slot().complete(new Result.Err<>(failure));
            }
        });
    }
}
