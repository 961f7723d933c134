package dev.parley.remote.link;

import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.remote.lane.Lane;
import dev.parley.remote.translation.Origin;
import dev.parley.wire.Frame;
import dev.parley.wire.WireError;
import dev.parley.wire.WireRef;
import dev.parley.wire.lock.LockConflicts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges what a peer sends before anything is done with it: the right connection, the right order, the right speaker.
 * What passes goes to {@link Inbound}; what no correct peer sends ends the link incarnation.
 *
 * <p>Threading: the loop.
 */
final class Reception {
    private final LinkedNode node;
    private final Link link;
    private final Inbound inbound;

    /** Who was found to be the peer's last, and in which link incarnation. */
    private @Nullable WireRef heard;

    private @Nullable LinkSession heardIn;

    Reception(LinkedNode node, Link link, Inbound inbound) {
        this.node = node;
        this.link = link;
        this.inbound = inbound;
    }

    void frame(FrameConnection from, Frame frame, LinkSession session) {
        switch (frame) {
            case Frame.User user -> user(from, user, session);
            case Frame.Reply reply -> reply(from, reply);
            case Frame.Lane opening -> laneBegins(from, opening, session);
            case Frame.LaneAt answer -> laneOpened(from, answer);
            case Frame.After after -> after(from, after, session);
            case Frame.Bye(WireError reason, String text) -> bye(from, reason, text);
            case Frame.Hello _ -> link.violated(WireError.UNEXPECTED_FRAME, "a second HELLO");
            case Frame.Heartbeat _, Frame.Ack _, Frame.Refusal _, Frame.Waiting _, Frame.Numbered _
            when !link.isControl(from) -> link.violated(WireError.UNEXPECTED_FRAME, "a control frame on a lane");
            case Frame.Refusal refusal -> link.errors().heard(refusal);
            case Frame.Heartbeat(long delivered) -> {
                session.system.acknowledged(delivered);
                link.confirmed();
            }
            case Frame.Ack(long number) -> session.system.acknowledged(number);
            case Frame.Pause _, Frame.Resume _, Frame.Resumed _
            when link.isMinimal() -> link.violated(WireError.UNEXPECTED_FRAME, "a pause on a minimal link");
            case Frame.Waiting _
            when link.isMinimal() -> link.violated(WireError.UNEXPECTED_FRAME, "WAITING on a minimal link");
            case Frame.Waiting waiting
            when isForeign(waiting.source(), session) ->
                link.violated(WireError.FOREIGN_SOURCE, "a frame of " + waiting.source());
            case Frame.Waiting waiting -> node.waitChase().heard(waiting, session);
            case Frame.Numbered numbered -> numbered(numbered, session);
            case Frame.Schema _
            when link.isMinimal() -> link.violated(WireError.UNEXPECTED_FRAME, "SCHEMA on a minimal link");
            case Frame.Schema schema -> schema(schema, session);
        }
    }

    private void user(FrameConnection from, Frame.User user, LinkSession session) {
        Lane lane = openLane(from);
        if (lane == null) {
            return;
        }
        if (isForeignSpeaker(user.source(), session)) {
            link.violated(WireError.FOREIGN_SOURCE, "a frame of " + user.source());
            return;
        }
        lane.in.delivered();
        inbound.user(user);
    }

    private void reply(FrameConnection from, Frame.Reply reply) {
        Lane lane = openLane(from);
        if (lane != null) {
            lane.in.delivered();
            inbound.reply(reply);
        }
    }

    /** The lane of a connection on which messages may come; null, and the end of the link, where they must not. */
    private @Nullable Lane openLane(FrameConnection from) {
        Lane lane = laneOf(from);
        if (lane != null && !lane.in.isOpen()) {
            link.violated(WireError.UNEXPECTED_FRAME, "a message before LANE");
            return null;
        }
        return lane;
    }

    private @Nullable Lane laneOf(FrameConnection from) {
        Lane lane = link.laneOf(from);
        if (lane == null) {
            link.violated(WireError.UNEXPECTED_FRAME, "a frame of a lane on the control connection");
        }
        return lane;
    }

    /** The lane that a frame which opens one may speak of; null, and the end of the link, where none may. */
    private @Nullable Lane laneToOpen(FrameConnection from) {
        Lane lane = laneOf(from);
        if (lane != null && link.isMinimal()) {
            link.violated(WireError.UNEXPECTED_FRAME, "a lane of a minimal link");
            return null;
        }
        return lane;
    }

    /** Reads no further before what comes first has come in its lanes. */
    private void after(FrameConnection from, Frame.After after, LinkSession session) {
        Lane lane = openLane(from);
        if (lane == null) {
            return;
        }
        if (link.isMinimal()) {
            link.violated(WireError.UNEXPECTED_FRAME, "AFTER on a minimal link");
        } else if (after.positions().stream().allMatch(first -> isAnother(first, lane, session))) {
            from.waitFor(() -> after.positions().stream().allMatch(session.lanes::isPast));
        } else {
            link.violated(WireError.BAD_FIELD, "a lane that is no other: " + after.positions());
        }
    }

    private static boolean isAnother(Frame.LanePosition position, Lane lane, LinkSession session) {
        return session.lanes.has(position.lane()) && position.lane() != lane.out.number();
    }

    /** Nothing of that connection is read any more, whatever the peer does with it. */
    private void bye(FrameConnection from, WireError reason, String text) {
        if (link.isControl(from) && endsLink(reason)) {
            link.ended(reason == WireError.LEAVING ? "it left" : text);
        } else {
            from.close();
            link.onClosed(from, "the peer said farewell: " + text);
        }
    }

    /** Two reasons end the connection alone: another one is kept, or the acceptor had not taken this one in yet. */
    private static boolean endsLink(WireError reason) {
        return reason != WireError.DUPLICATE_CONNECTION && reason != WireError.HANDSHAKE_TIMEOUT;
    }

    private void numbered(Frame.Numbered frame, LinkSession session) {
        WireRef speaker = Origin.of(frame);
        if (isForeign(speaker, session)) {
            link.violated(WireError.FOREIGN_SOURCE, "a frame of " + speaker);
            return;
        }
        if (!named(frame).stream().allMatch(position -> session.lanes.has(position.lane()))) {
            link.violated(WireError.BAD_FIELD, "a lane that there is not: " + named(frame));
            return;
        }
        switch (session.system.receive(frame.number())) {
            case NEW -> inbound.system(frame, session);
            case REPEATED -> {}
            case SKIPPED ->
                link.violated(
                        WireError.NUMBER_SKIPPED,
                        "system message " + frame.number() + " after " + session.system.delivered());
        }
    }

    /** The places in lanes that a system message names. */
    private static List<Frame.LanePosition> named(Frame.Numbered frame) {
        return switch (frame) {
            case Frame.Terminated news -> news.after();
            case Frame.Resumed answer -> answer.held();
            case Frame.Monitor _,
                    Frame.Unmonitor _,
                    Frame.Spawn _,
                    Frame.Spawned _,
                    Frame.Stop _,
                    Frame.Pause _,
                    Frame.Resume _ -> List.of();
        };
    }

    private void schema(Frame.Schema peers, LinkSession session) {
        try {
            LockConflicts found = node.schemas().conflictsWith(peers);
            if (session.conflicts().isEmpty() && !found.isEmpty()) {
                Link.LOG.warn("{} goes by another protocol.lock, some types are refused: {}", link, found.texts());
            }
            session.conflicts(found);
        } catch (IllegalArgumentException unreadable) {
            link.violated(WireError.BAD_FIELD, "its lock cannot be read: " + unreadable.getMessage());
        }
    }

    private void laneBegins(FrameConnection from, Frame.Lane opening, LinkSession session) {
        Lane lane = laneToOpen(from);
        if (lane == null) {
            return;
        }
        @Nullable String fault = lane.in.fault(opening);
        if (fault != null) {
            link.violated(WireError.NUMBER_SKIPPED, fault);
            return;
        }
        if (lane.in.lostBefore(opening) > 0) {
            answersLost(session);
        }
        link.owe(lane.in.begin(opening));
        inbound.release(session, false);
    }

    /** Nobody knows which: an answer takes the lane of who gives it, whichever the request took. */
    private void answersLost(LinkSession session) {
        for (Lane lane : session.lanes.all()) {
            node.slots().end(lane.out, lane.out.sent(), new Failure.Refused(DropReason.LINK_LOST));
        }
    }

    private void laneOpened(FrameConnection from, Frame.LaneAt answer) {
        Lane lane = laneToOpen(from);
        if (lane == null) {
            return;
        }
        if (lane.out.isFalse(answer)) {
            link.violated(WireError.NUMBER_SKIPPED, "frame " + answer.lastDelivered() + " of the lane was never sent");
            return;
        }
        long lost = lane.out.opened(answer);
        if (lost > 0) {
            Link.LOG.warn("{} messages to {} were lost with a connection", lost, link);
            for (long i = 0; i < lost; i++) {
                node.system().countRefused(DropReason.LINK_LOST);
            }
        }
    }

    /** As {@link #isForeign}, which most frames need not ask: they are of whoever spoke last. */
    @SuppressWarnings("ReferenceEquality") // an equal one is judged anew
    private boolean isForeignSpeaker(WireRef source, LinkSession session) {
        if (source == heard && session == heardIn) {
            return false;
        }
        boolean foreign = isForeign(source, session);
        if (!foreign) {
            heard = source;
            heardIn = session;
        }
        return foreign;
    }

    /** A peer speaks for itself and its guests; a guest for itself; a member to its guest for anybody. */
    private boolean isForeign(WireRef source, LinkSession session) {
        return !node.isGuest()
                && Origin.isForeign(source, link.guest() == 0 ? session.peerId() : node.id(), link.guest());
    }
}
