package dev.parley.remote.link;

import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Result;
import dev.parley.remote.lane.LaneOut;
import dev.parley.remote.translation.Addresses;
import dev.parley.wire.Frame;
import dev.parley.wire.WireException;
import dev.parley.wire.WireSlot;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what waits for a peer within {@code LinkConfig.queueBytes}. Whoever hands something over does not know how many
 * bytes it will have, and can do so faster than it is encoded; so here the loop looks once more.
 *
 * <p>Threading: the loop. Limits: the budget, and the one item that filled it.
 *
 * <p>Failure: what finds no room is refused as {@code LANE_FULL}; in the place of an answer goes a small failure.
 */
record Scale(LinkedNode node, Link link) {
    /** What goes in the place of an item for which there is no room; null when it was refused. */
    @Nullable
    Outgoing inPlaceOf(Outgoing item) {
        return switch (item) {
            case Outgoing.Tell tell -> {
                refuse(tell);
                yield null;
            }
            case Outgoing.Relay relay -> {
                refuse(relay.frame());
                yield null;
            }
            case Outgoing.Answer answer
            when answer.result() instanceof Result.Ok<?> -> {
                node.system().countRefused(DropReason.LANE_FULL);
                yield answer.refused(DropReason.LANE_FULL);
            }
            case Outgoing.Answer _,
                    Outgoing.Greet _,
                    Outgoing.Watch _,
                    Outgoing.Unwatch _,
                    Outgoing.StopChild _,
                    Outgoing.SpawnChild _,
                    Outgoing.Ended _ -> item;
        };
    }

    /** How many bytes of payload an item will have. */
    int bytes(Outgoing item) {
        try {
            return switch (item) {
                case Outgoing.Tell tell ->
                    tell.target().codec().encode(tell.message()).payload().length();
                case Outgoing.Answer answer ->
                    node.messages()
                            .encodeAnswer(answer.reply(), answer.result())
                            .length();
                case Outgoing.Relay relay -> LaneOut.payloadBytes(relay.frame());
                case Outgoing.Greet _,
                        Outgoing.Watch _,
                        Outgoing.Unwatch _,
                        Outgoing.StopChild _,
                        Outgoing.SpawnChild _,
                        Outgoing.Ended _ -> 0;
            };
        } catch (WireException _) {
            return 0; // it is refused when it is to leave, with the reason
        }
    }

    private void refuse(Outgoing.Tell tell) {
        link.left();
        if (tell.slot() == null) {
            node.system().refused(tell.message(), tell.target().address(), DropReason.LANE_FULL);
        } else {
            node.system().countRefused(DropReason.LANE_FULL);
            tell.slot().complete(new Result.Err<>(new Failure.Refused(DropReason.LANE_FULL)));
        }
    }

    /** Refuses what was to be relayed; whoever waits for an answer hears of it. */
    void refuse(Frame frame) {
        link.left();
        if (frame instanceof Frame.User user && user.slot().isNone()) {
            node.system().refused(user.body().type(), Addresses.address(user.destination()), DropReason.LANE_FULL);
            return;
        }
        node.system().countRefused(DropReason.LANE_FULL);
        WireSlot slot = frame instanceof Frame.User user ? user.slot() : ((Frame.Reply) frame).slot();
        node.links().answer(Outgoing.Answer.failed(slot, new Failure.Refused(DropReason.LANE_FULL)));
    }
}
