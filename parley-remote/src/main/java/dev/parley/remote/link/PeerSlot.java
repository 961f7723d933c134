package dev.parley.remote.link;

import dev.parley.Result;
import dev.parley.spi.MessageRef;
import dev.parley.spi.ReplySlot;
import dev.parley.wire.Frame;
import dev.parley.wire.WireSlot;
import java.lang.reflect.Type;

/** The slot of an asker on another node: the answer goes back as a frame. */
final class PeerSlot extends ReplySlot {
    private final LinkedNode node;
    private final AskedHere asked;
    private final WireSlot slot;
    private final Type reply;

    PeerSlot(LinkedNode node, AskedHere asked, Frame.User request, Type reply, long deadlineNanos) {
        super(deadlineNanos);
        this.node = node;
        this.asked = asked;
        this.slot = request.slot();
        this.reply = reply;
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
