package dev.parley.remote.link;

import dev.parley.ActorAddress;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.NodeId;
import dev.parley.Result;
import dev.parley.Terminated;
import dev.parley.remote.lane.LaneOut;
import dev.parley.remote.payload.Schemas;
import dev.parley.remote.translation.Addresses;
import dev.parley.remote.translation.Ends;
import dev.parley.remote.translation.GuestPath;
import dev.parley.remote.translation.Senders;
import dev.parley.spi.MessageRef;
import dev.parley.spi.ReplySlot;
import dev.parley.spi.RequestTypes;
import dev.parley.wire.Frame;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import dev.parley.wire.WireSlot;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns what was handed to a link into frames: messages and answers into its lane, the rest into system messages.
 *
 * <p>Threading: the loop.
 *
 * <p>Failure: what cannot leave is accounted for at once: an asker gets its failure, a told message is a dead letter.
 */
final class Outbound {
    private final LinkedNode node;
    private final Link link;
    private final Senders senders;
    private final Valve valve;

    Outbound(LinkedNode node, Link link) {
        this.node = node;
        this.link = link;
        this.senders = new Senders(() -> new ActorAddress(node.id(), node.pathPrefix(), 0));
        this.valve = new Valve(node, link, this);
    }

    /** Turns one item into frames of a session whose peer is known, or refuses it when there is no room for it. */
    void take(Outgoing item, LinkSession session) {
        @Nullable Outgoing fit = link.hasRoom() ? item : link.scale().inPlaceOf(item);
        if (fit != null) {
            put(fit, session);
        }
    }

    private void put(Outgoing item, LinkSession session) {
        switch (item) {
            case Outgoing.Tell tell -> tell(tell, session);
            case Outgoing.Answer answer -> session.lanes.add(answer.speaker(), reply(answer));
            case Outgoing.Relay relay -> {
                if (!valve.keepsRelay(relay, session)) {
                    leave(relay, session);
                }
            }
            case Outgoing.Greet() -> {}
            case Outgoing.Watch watch -> watch(watch, session);
            case Outgoing.Unwatch unwatch -> unwatch(unwatch, session);
            case Outgoing.StopChild stop -> stop(stop, session);
            case Outgoing.SpawnChild spawn -> spawn(spawn, session);
            case Outgoing.Ended ended -> ended(ended, session);
        }
    }

    /** What keeps back messages for actors that are paused. */
    Valve valve() {
        return valve;
    }

    // ---- messages

    private void tell(Outgoing.Tell tell, LinkSession session) {
        ActorAddress target = tell.target().address();
        if (isGone(target, session)) {
            fail(tell, DropReason.NO_SUCH_ACTOR, down(target.node()));
            return;
        }
        LinkSession.@Nullable WantedChild child = session.wanted(target);
        @Nullable ArrayDeque<Outgoing.Tell> unborn = child == null ? null : child.parked;
        if (child != null && unborn != null) {
            if (session.aside.isFull()) {
                fail(tell, DropReason.LANE_FULL, new Failure.Refused(DropReason.LANE_FULL));
            } else {
                unborn.add(tell);
                session.unborn(child, link.scale().bytes(tell));
            }
        } else if (session.failedSpawn(target) != null) {
            fail(tell, DropReason.NO_SUCH_ACTOR, new Failure.Refused(DropReason.NO_SUCH_ACTOR));
        } else {
            send(tell, session);
        }
    }

    /** Puts a message into the lane, or to those that wait for their actor. */
    private void send(Outgoing.Tell tell, LinkSession session) {
        if (!valve.keeps(tell, session)) {
            Frame.@Nullable Body body = encode(tell);
            if (body != null) {
                leave(tell, body, session);
            }
        }
    }

    /** Puts an encoded message into its sender's lane. */
    void leave(Outgoing.Tell tell, Frame.Body body, LinkSession session) {
        ReplySlot slot = tell.slot();
        MessageRef<?> source = tell.source();
        long speaker = source == null ? 0 : source.incarnation();
        LaneOut lane = session.lanes.next(speaker, body.payload().length()).out;
        lane.add(new Frame.User(
                tell.target().wire(),
                senders.wire(source),
                slot == null ? WireSlot.NONE : register(tell, slot, lane),
                slot == null ? 0 : leftMillis(slot),
                body));
    }

    /** Puts a frame of a guest, or for one, into its lane. */
    void leave(Outgoing.Relay relay, LinkSession session) {
        LaneOut lane = session.lanes.next(relay.guest(), LaneOut.payloadBytes(relay.frame())).out;
        if (relay.frame() instanceof Frame.User user && !user.slot().isNone()) {
            Link asker = node.links().asker(user.slot(), relay.guest());
            if (asker != null) {
                asker.relayed().add(user, lane);
            }
        }
        lane.add(relay.frame());
    }

    /** The bytes of a message; null when it cannot leave, which is accounted for. */
    Frame.@Nullable Body encode(Outgoing.Tell tell) {
        try {
            Frame.Body body = tell.target().codec().encode(tell.message());
            requireFit(body.payload());
            requireAgreement(() -> List.of(body.type()));
            return link.session().writesOther() ? inOther(tell, body) : body;
        } catch (WireException unfit) {
            DropReason reason = reason(unfit);
            link.complain(() -> tell.message().getClass().getName() + " does not leave for " + tell.target() + ": "
                    + unfit.getMessage());
            fail(tell, reason, new Failure.Refused(reason));
            return null;
        }
    }

    /** What is for a guest stays as it is: its member hands it on, and cannot read it. */
    private Frame.Body inOther(Outgoing.Tell tell, Frame.Body body) throws WireException {
        return GuestPath.guest(tell.target().wire().path()) != 0
                ? body
                : tell.target().codec().encoded(body);
    }

    private WireSlot register(Outgoing.Tell tell, ReplySlot slot, LaneOut lane) {
        RequestTypes types = RequestTypes.of(tell.message().getClass());
        long id = node.slots().register(slot, types.reply(), lane);
        WireSlot number = node.slot(id);
        node.waitChase().left(slot, number, link);
        return number;
    }

    private long leftMillis(ReplySlot slot) {
        if (slot.deadlineNanos() == ReplySlot.NO_DEADLINE) {
            return 0;
        }
        return Math.max(1, (slot.deadlineNanos() - node.nanoTime()) / 1_000_000);
    }

    private Frame.Reply reply(Outgoing.Answer answer) {
        try {
            WireBytes payload = node.messages().encodeAnswer(answer.reply(), answer.result());
            requireFit(payload);
            return answer.result() instanceof Result.Err<?>
                    ? new Frame.Reply(answer.slot(), true, payload)
                    : reply(answer, payload);
        } catch (WireException unfit) {
            link.complain(() -> "an answer does not leave for " + link + ": " + unfit.getMessage());
            return reply(answer.refused(reason(unfit)));
        }
    }

    /** An answer that is no failure. */
    private Frame.Reply reply(Outgoing.Answer answer, WireBytes payload) throws WireException {
        requireAgreement(() -> node.messages().namesIn(answer.reply()));
        boolean isToBeOther = link.session().writesOther() && answer.slot().guest() == 0;
        WireBytes other = isToBeOther ? node.messages().encodedAnswer(answer.reply(), payload) : null;
        return other == null
                ? new Frame.Reply(answer.slot(), false, payload)
                : new Frame.Reply(answer.slot(), false, node.messages().otherEncoding(), other);
    }

    private void requireFit(WireBytes payload) throws WireException {
        if (payload.length() > link.payloadLimit()) {
            throw new WireException(
                    WireError.PAYLOAD_TOO_LARGE,
                    "a payload of " + payload.length() + " bytes is longer than " + link.payloadLimit()
                            + ", the limit towards " + link);
        }
    }

    /** The peer's lock and ours agree on what is made of these types: it would refuse them. */
    private void requireAgreement(Supplier<List<String>> types) throws WireException {
        Schemas.require(link.session().conflicts(), types);
    }

    private static DropReason reason(WireException unfit) {
        return unfit.error() == WireError.PAYLOAD_TOO_LARGE ? DropReason.TOO_LARGE : DropReason.NOT_ENCODABLE;
    }

    /** Accounts for a message that will not leave. */
    void fail(Outgoing.Tell tell, DropReason reason, Failure failure) {
        link.left();
        ReplySlot slot = tell.slot();
        if (slot == null) {
            node.system().refused(tell.message(), tell.target().address(), reason);
        } else {
            node.system().countRefused(reason);
            slot.complete(new Result.Err<>(failure));
        }
    }

    private static Failure down(NodeId peer) {
        return new Failure.TargetDown(new Terminated.NodeDown(peer));
    }

    // ---- watch and spawn

    private void watch(Outgoing.Watch watch, LinkSession session) {
        ActorAddress target = watch.target().address();
        @Nullable String failed = session.failedSpawn(target);
        if (failed != null) {
            watch.watcher().terminated(watch.target(), new Terminated.SpawnFailed(failed));
        } else if (isGone(target, session)) {
            watch.watcher().terminated(watch.target(), new Terminated.NodeDown(target.node()));
        } else if (session.watches.add(watch)) {
            system(
                    session,
                    number -> new Frame.Monitor(
                            number,
                            Addresses.wire(target),
                            Addresses.wire(watch.watcher().address())));
        }
    }

    private void unwatch(Outgoing.Unwatch unwatch, LinkSession session) {
        ActorAddress target = unwatch.target().address();
        if (session.watches.remove(target, unwatch.watcher())) {
            system(
                    session,
                    number -> new Frame.Unmonitor(
                            number,
                            Addresses.wire(target),
                            Addresses.wire(unwatch.watcher().address())));
            session.forget(
                    Addresses.wire(target), Addresses.wire(unwatch.watcher().address()));
        }
    }

    private void spawn(Outgoing.SpawnChild spawn, LinkSession session) {
        ActorAddress child = spawn.child().address();
        if (isGone(child, session)) {
            session.spawnFailed(child, "node " + child.node() + " is down");
            return;
        }
        LinkSession.WantedChild wanted = new LinkSession.WantedChild(Addresses.wire(spawn.parent()));
        session.wanted.put(child, wanted);
        system(session, number -> new Frame.Spawn(number, Addresses.wire(child), wanted.parent, spawn.recipe()));
    }

    private void stop(Outgoing.StopChild stop, LinkSession session) {
        ActorAddress child = stop.child().address();
        LinkSession.WantedChild wanted = session.wanted.get(child);
        if (wanted != null) {
            system(session, number -> new Frame.Stop(number, Addresses.wire(child), wanted.parent));
        }
    }

    /** The answer to a spawn has come: what waited leaves, or is accounted for. */
    void spawned(Frame.Spawned answer, LinkSession session) {
        ActorAddress child = Addresses.address(answer.child());
        LinkSession.WantedChild wanted = session.wanted.get(child);
        ArrayDeque<Outgoing.Tell> parked = wanted == null ? null : wanted.parked;
        if (wanted == null || parked == null) {
            return;
        }
        wanted.parked = null;
        session.born(wanted);
        if (answer.ok()) {
            parked.forEach(tell -> send(tell, session));
        } else {
            session.wanted.remove(child);
            session.spawnFailed(child, answer.text());
            Terminated.Reason why = new Terminated.SpawnFailed(answer.text());
            parked.forEach(tell -> fail(tell, DropReason.NO_SUCH_ACTOR, new Failure.TargetDown(why)));
            session.watches.endAll(child, why);
        }
    }

    /** A child over there may have ended; what still waits for it, against the protocol, is accounted for. */
    void ended(ActorAddress child, LinkSession session) {
        LinkSession.WantedChild wanted = session.wanted.remove(child);
        ArrayDeque<Outgoing.Tell> parked = wanted == null ? null : wanted.parked;
        if (wanted != null && parked != null) {
            session.born(wanted);
            parked.forEach(
                    tell -> fail(tell, DropReason.NO_SUCH_ACTOR, new Failure.TargetDown(new Terminated.Stopped())));
        }
    }

    private void ended(Outgoing.Ended ended, LinkSession session) {
        if (!valve.keepsNews(ended, session)) {
            leave(ended, session);
        }
    }

    /** Sends the news of an end, which then names the last words of who ended. */
    void leave(Outgoing.Ended ended, LinkSession session) {
        IncomingWatch watch = ended.watch();
        if (watch.session() == session && session.incoming.remove(watch) != null) {
            List<Frame.LanePosition> after = session.lanes.lastWords(ended.speaker());
            system(
                    session,
                    number -> new Frame.Terminated(
                            number, watch.target(), watch.watcher(), Ends.wire(ended.reason()), after));
        }
    }

    /** Numbers, keeps and sends a system message. */
    void system(LinkSession session, LongFunction<? extends Frame.Numbered> make) {
        if (session.system.isFull()) {
            link.end(WireError.LIMIT_REACHED, "the peer acknowledges no system messages");
        } else {
            link.control(session.system.append(make));
        }
    }

    // ---- the end of a session

    /** Accounts for all that a session still had to send. */
    void endOf(LinkSession session, Terminated.Reason reason) {
        session.wanted.forEach((address, child) -> {
            ArrayDeque<Outgoing.Tell> parked = child.parked;
            if (parked != null) {
                unborn(address, parked, session, reason);
            }
        });
        session.wanted.clear();
        valve.endOf(session, reason);
        session.lanes.all().forEach(lane -> drain(lane.out, reason));
    }

    private void drain(LaneOut lane, Terminated.Reason reason) {
        node.slots().end(lane, Long.MAX_VALUE, new Failure.TargetDown(reason));
        for (Frame frame : lane.drain()) {
            link.left();
            if (frame instanceof Frame.User user && user.slot().isNone()) {
                node.system().refused(user.body().type(), Addresses.address(user.destination()), DropReason.LINK_LOST);
            } else {
                node.system().countRefused(DropReason.LINK_LOST);
            }
        }
    }

    /** Nobody has said that this child lives. */
    private void unborn(
            ActorAddress child, Collection<Outgoing.Tell> parked, LinkSession session, Terminated.Reason reason) {
        String why = "the link was given up before the answer: " + reason.sentence();
        Terminated.Reason failed = new Terminated.SpawnFailed(why);
        parked.forEach(tell -> fail(tell, DropReason.LINK_LOST, new Failure.TargetDown(failed)));
        link.session().spawnFailed(child, why); // the next link incarnation's: this one is asked nothing more
        session.watches.endAll(child, failed);
    }

    /** Whether an address means an earlier life of this link's peer. */
    private boolean isGone(ActorAddress target, LinkSession session) {
        NodeId peer = session.peerId();
        NodeId meant = target.node();
        return peer != null
                && meant.incarnation() != 0
                && meant.host().equals(peer.host())
                && meant.port() == peer.port()
                && meant.incarnation() != peer.incarnation();
    }
}
