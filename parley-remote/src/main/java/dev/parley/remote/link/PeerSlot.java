package dev.parley.remote.link;

import dev.parley.Result;
import dev.parley.spi.MessageRef;
import dev.parley.spi.ReplySlot;
import dev.parley.wire.Frame;
import dev.parley.wire.WireError;
import dev.parley.wire.WireRef;
import dev.parley.wire.WireSlot;
import java.lang.reflect.Type;

/** The slot of an asker on another node: the answer goes back as a frame. */
final class PeerSlot extends ReplySlot {
    private static final long NANOS_A_MILLI = 1_000_000;

    private final LinkedNode node;
    private final AskedHere asked;
    private final WireSlot slot;
    private final Type reply;
    private final WireRef asker;
    private final WireRef target;
    private final long arrivedNanos;

    PeerSlot(LinkedNode node, AskedHere asked, Frame.User request, Type reply, long deadlineNanos) {
        super(deadlineNanos);
        this.node = node;
        this.asked = asked;
        this.slot = request.slot();
        this.reply = reply;
        this.asker = request.source();
        this.target = request.destination();
        this.arrivedNanos = node.nanoTime();
    }

    @Override
    public void expired(int behind) {
        asked.answered(slot);
        long waitedMillis = (node.nanoTime() - arrivedNanos) / NANOS_A_MILLI;
        String text = "a request waited here for " + waitedMillis + " ms, longer than for its answer; " + behind
                + " messages wait behind it";
        node.links().say(slot, new Frame.Refusal(asker, target, WireError.EXPIRED, text));
    }

    @Override
    protected void settle(Result<?> result) {
        asked.answered(slot);
        node.links().answer(new Outgoing.Answer(slot, reply, result, speaker()));
    }

    /** Who answers: the actor whose turn it is, if it is anybody's. */
    private long speaker() {
        MessageRef<?> answering = node.system().currentActor();
        return answering == null ? 0 : answering.incarnation();
    }
}
