package dev.parley.remote.link;

import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Terminated;
import dev.parley.remote.lane.LaneOut;
import dev.parley.spi.ReplySlot;
import dev.parley.wire.Frame;
import dev.parley.wire.WireError;
import java.util.List;

/**
 * Keeps back what is for actors that the peer has paused, and lets it go in order when there is room.
 *
 * <p>Threading: the loop. Limits: see {@link Parking}.
 *
 * <p>Failure: a message that finds no room here is refused as {@code LANE_FULL}; a request whose asker has gone by the
 * time it could leave is dropped as {@code EXPIRED}.
 */
final class Valve {
    private final LinkedNode node;
    private final Link link;
    private final Outbound outbound;

    Valve(LinkedNode node, Link link, Outbound outbound) {
        this.node = node;
        this.link = link;
        this.outbound = outbound;
    }

    // ---- from the peer

    void pause(Frame.Pause pause, LinkSession session) {
        if (!session.parking.pause(pause)) {
            link.violated(WireError.LIMIT_REACHED, "more than " + Parking.MAX_ACTORS + " actors are paused");
        }
    }

    void resume(Frame.Resume resume, LinkSession session) {
        Parking.Release release = session.parking.resume(resume.actor(), resume.room());
        release.leaving().forEach(parked -> leave(parked, session));
        List<Frame.LanePosition> held = release.holdsMore() ? session.lanes.last() : List.of();
        outbound.system(session, number -> new Frame.Resumed(number, resume.actor(), held));
    }

    private void leave(Parking.Parked parked, LinkSession session) {
        switch (parked.item()) {
            case Outgoing.Tell tell when parked.body() != null -> leave(tell, parked.body(), session);
            case Outgoing.Relay relay -> outbound.leave(relay, session);
            case Outgoing.Ended ended -> outbound.leave(ended, session);
            default -> outbound.take(parked.item(), session);
        }
    }

    private void leave(Outgoing.Tell tell, Frame.Body body, LinkSession session) {
        ReplySlot slot = tell.slot();
        if (slot != null && slot.isDone()) {
            link.left();
            node.system().countRefused(DropReason.EXPIRED);
        } else {
            outbound.leave(tell, body, session);
        }
    }

    // ---- from here

    /** Whether a message waits here now, or was refused. */
    boolean keeps(Outgoing.Tell tell, LinkSession session) {
        if (session.parking.isEmpty()) {
            return false;
        }
        Parking.Key key = Parking.Key.of(tell.target().address());
        if (!session.parking.isPaused(key)) {
            return false;
        }
        if (session.parking.isFull()) {
            outbound.fail(tell, DropReason.LANE_FULL, new Failure.Refused(DropReason.LANE_FULL));
            return true;
        }
        Frame.Body body = outbound.encode(tell);
        if (body != null) {
            int bytes = body.payload().length();
            session.parking.add(key, new Parking.Parked(tell, body, bytes));
        }
        return true;
    }

    /** The same for what comes from a guest or is for one. */
    boolean keepsRelay(Outgoing.Relay relay, LinkSession session) {
        if (session.parking.isEmpty() || !(relay.frame() instanceof Frame.User user)) {
            return false;
        }
        Parking.Key key = Parking.Key.of(user.destination());
        if (!session.parking.isPaused(key)) {
            return false;
        }
        if (session.parking.isFull()) {
            link.scale().refuse(user);
        } else {
            session.parking.add(key, new Parking.Parked(relay, null, LaneOut.payloadBytes(user)));
        }
        return true;
    }

    /** The news of an end waits behind the last words that the watcher was sent. */
    boolean keepsNews(Outgoing.Ended ended, LinkSession session) {
        if (session.parking.isEmpty()) {
            return false;
        }
        Parking.Key key = Parking.Key.of(ended.watch().watcher());
        boolean waits = session.parking.isWaiting(key);
        if (waits) {
            session.parking.add(key, new Parking.Parked(ended, null, 0));
        }
        return waits;
    }

    /** The link incarnation is over: what waits is accounted for. */
    void endOf(LinkSession session, Terminated.Reason reason) {
        Unreachable unreachable = new Unreachable(node, link);
        session.parking.drain().forEach(parked -> unreachable.refuse(parked.item(), reason));
    }
}
