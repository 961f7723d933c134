package dev.parley.remote.link;

import dev.parley.Cancellable;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.NodeId;
import dev.parley.Terminated;
import dev.parley.remote.Endpoint;
import dev.parley.remote.PeerSnapshot;
import dev.parley.remote.transport.DialFailure;
import dev.parley.wire.Frame;
import dev.parley.wire.WireError;
import dev.parley.wire.WireLimits;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driver of one link: carries out what {@link LinkState} decides, and moves frames between its {@link LinkSession}
 * and its connections, one for control and one for the lane. On a minimal link these are the same, and the incarnation
 * ends with it.
 *
 * <p>Threading: {@link #offer}, {@link #post} and {@link #snapshot} from any thread, everything else on the loop.
 *
 * <p>Limits: {@code LinkConfig.queueMessages} and {@code queueBytes} of what waits; system messages by {@link
 * SystemLog}.
 */
final class Link implements FrameConnection.Listener {
    static final Logger LOG = LoggerFactory.getLogger("dev.parley.remote");

    /** Items turned into frames before the loop serves other connections. */
    private static final int ITEMS_A_PASS = 4_096;

    private static final long LANE_RETRY_NANOS = 100_000_000;

    /** The side that dialled control dials the lane, too; so long the other waits for it at least. */
    private static final long LANE_PATIENCE_NANOS = 2_000_000_000;

    private final LinkedNode node;
    private final Endpoint endpoint;
    private final long guest;
    private final Postbox postbox;
    private final Outbound outbound;
    private final Inbound inbound;
    private final Reception reception;

    /** Known with the first connection, and for good. */
    private volatile WireLimits limits = WireLimits.defaults();

    private boolean minimal;
    private LinkState.Rules rules;

    private volatile LinkState state;
    private volatile LinkSession session;
    private @Nullable FrameConnection control;
    private @Nullable FrameConnection lane;
    private @Nullable FrameConnection dialled;
    private boolean dialledControl;
    private boolean controlHeard;
    private long controls;

    /** Whether a dial for the lane is under way. */
    private boolean dialsLane;

    private Cancellable laneAlarm = () -> {};
    private boolean announced;
    private long alarmNanos = Long.MAX_VALUE;
    private Cancellable alarm = () -> {};
    private final AtomicLong reconnects = new AtomicLong();

    /** {@code guest} 0: a member that listens at {@code endpoint}; {@code own} is the first link incarnation. */
    Link(LinkedNode node, Endpoint endpoint, long guest, long own) {
        this.node = node;
        this.endpoint = endpoint;
        this.guest = guest;
        this.rules = LinkState.Rules.of(node.config().links(), guest == 0);
        this.postbox = new Postbox(node, this::pass);
        this.outbound = new Outbound(node, this);
        this.inbound = new Inbound(node, this, outbound);
        this.reception = new Reception(node, this, inbound);
        this.state = LinkState.idle(node.nanoTime());
        this.session = new LinkSession(own);
    }

    // ---- from any thread

    /** Takes an item that counts into the budget, or says why not. */
    @Nullable
    DropReason offer(Outgoing.Bounded item) {
        @Nullable DropReason refusal = postbox.refusal(session.laneOut.bytes());
        if (refusal == null && item instanceof Outgoing.Relay(Frame frame)) {
            refusal = LaneOut.payloadBytes(frame) > payloadLimit() ? DropReason.TOO_LARGE : null;
        }
        if (refusal == null) {
            postbox.addCounted(item);
        }
        return refusal;
    }

    /**
     * Takes an answer. If there is no room for it, its asker is told so; a peer that goes on asking without reading
     * even that is given up, and its requests end with the link.
     */
    void answer(Outgoing.Answer answer) {
        @Nullable DropReason refusal = offer(answer);
        if (refusal != null) {
            node.system().countRefused(refusal);
            if (!postbox.addUrgent(answer.refused(refusal))) {
                LinkSession overfull = session; // many answers may find it so, and only that one must end for it
                node.onLoop(() -> endOverfull(overfull));
            }
        }
    }

    private void endOverfull(LinkSession overfull) {
        if (overfull == session) {
            end(WireError.LIMIT_REACHED, "the peer asks and does not read the answers");
        }
    }

    /** Takes an item. */
    void post(Outgoing item) {
        postbox.add(item);
    }

    /** One bounded item has left the queue, this way or that. */
    void left() {
        postbox.left();
    }

    // ---- sending

    private void pass() {
        if (postbox.isEmpty()) {
            return;
        }
        if (!session.isBound()) {
            step(new LinkState.Input.Wanted());
            return;
        }
        if (state.phase() == PeerSnapshot.State.IDLE || state.phase() == PeerSnapshot.State.DOWN) {
            step(new LinkState.Input.Wanted());
        }
        LinkSession current = session;
        for (int i = 0; i < ITEMS_A_PASS && current == session; i++) {
            Outgoing next = postbox.poll();
            if (next == null) {
                break;
            }
            outbound.take(next, current);
        }
        if (!postbox.isEmpty()) {
            postbox.schedule();
        }
        pump();
    }

    /** Sends a system message now if there is a connection; the session keeps it for the next one. */
    void control(Frame frame) {
        if (control != null) {
            control.send(frame);
        }
    }

    private void pump() {
        FrameConnection open = lane;
        if (open != null) {
            do {
                open.flush();
            } while (gather(open)); // there is no onRoom from a transport that took all at once
        }
        if (control != null) {
            control.flush();
        }
    }

    /** Moves what waits into a connection until that is full; false when nothing moved. */
    private boolean gather(FrameConnection open) {
        boolean moved = false;
        Frame next = open.isFull() ? null : session.laneOut.poll();
        while (next != null) {
            left();
            open.send(next);
            moved = true;
            next = open.isFull() ? null : session.laneOut.poll();
        }
        return moved;
    }

    // ---- connecting

    /** The session that a new connection to or from this peer belongs to. */
    LinkSession session() {
        return session;
    }

    LinkState state() {
        return state;
    }

    boolean hasControl() {
        return control != null;
    }

    /** Whether the control connection was dialled from here. */
    boolean hasDialledControl() {
        return control != null && dialledControl;
    }

    /** Whether one connection is all that there is, and ever will be. */
    boolean isMinimal() {
        return minimal;
    }

    /** The longest payload that may leave, in bytes; from any thread. */
    int payloadLimit() {
        return limits.payloadBytes();
    }

    /** How many control connections there have been. */
    long controls() {
        return controls;
    }

    /** Whether a control connection dialled from here is open, and the peer has not gone on with it yet. */
    boolean isDialPending() {
        boolean isUnconfirmed = hasDialledControl() && !controlHeard && state.phase() == PeerSnapshot.State.UP;
        return isUnconfirmed || (dialled != null && dialled.isOpen());
    }

    /** Whether a frame opens a generation of the lane that is over: its connection was overtaken by another. */
    boolean isOld(Frame frame) {
        return frame instanceof Frame.Lane opening && session.laneIn.isOld(opening);
    }

    /** A connection has shaken hands. */
    void attach(FrameConnection connection, Frame.Hello hello, int onLane, boolean dialledByUs) {
        if (guest != 0 && hello.offer().asksForMinimalLink()) {
            minimal = true;
            limits = WireLimits.minimal();
        }
        connection.promote(this, limits);
        if (onLane == Frame.CONTROL) {
            attachControl(connection, hello, dialledByUs);
        } else if (dialledByUs) {
            attachDialledLane(connection);
        } else {
            attachLane(connection);
        }
    }

    /** The peer has begun a new link incarnation: the present one ends. */
    void renew(long own) {
        step(new LinkState.Input.Ended("another incarnation of it came"));
        session = session.successor(own);
    }

    private void attachControl(FrameConnection connection, Frame.Hello hello, boolean dialledByUs) {
        drop(control, WireError.DUPLICATE_CONNECTION);
        if (dialled != connection) {
            drop(dialled, WireError.DUPLICATE_CONNECTION);
        }
        dialled = null;
        control = connection;
        controls++;
        dialledControl = dialledByUs;
        controlHeard = !dialledByUs;
        rules = LinkState.Rules.of(node.config().links(), guest == 0).towards(hello.patienceMillis());
        session.bind(hello.session().own(), peerId(hello), hello.peer().name());
        if (minimal) {
            lane = connection;
            session.openMinimal();
        }
        if (!dialledByUs && lane == null) {
            retryLane();
        }
        session.system.unacknowledged().forEach(connection::send);
        step(new LinkState.Input.Connected());
        if (announced) {
            reconnects.incrementAndGet();
        } else {
            announced = true;
            LOG.info("link to {} is up", this);
            node.peerUp(this);
        }
        pass();
        pump();
    }

    private NodeId peerId(Frame.Hello hello) {
        return guest == 0
                ? Addresses.node(hello.peer().node())
                : new NodeId(
                        "guest-" + Long.toUnsignedString(guest),
                        0,
                        hello.peer().node().incarnation());
    }

    private void attachDialledLane(FrameConnection connection) {
        dialsLane = false;
        if (lane == null && control != null) {
            attachLane(connection);
        } else {
            drop(connection, WireError.DUPLICATE_CONNECTION);
            retryLane();
        }
    }

    private void attachLane(FrameConnection connection) {
        laneAlarm.cancel();
        drop(lane, WireError.DUPLICATE_CONNECTION);
        laneLost();
        lane = connection;
        connection.send(session.laneOut.begin());
        connection.flush();
    }

    private void dialLane() {
        if (lane == null && !dialsLane && control != null) {
            if (guest != 0 && !dialledControl) {
                end(WireError.PEER_DOWN, "its lane does not come back, and it cannot be dialled");
                return;
            }
            dialsLane = true;
            node.dialer().dial(this, LaneOut.LANE);
        }
    }

    /** A dial for the lane came to nothing. */
    void laneDialFailed(LinkSession of) {
        if (of == session) {
            dialsLane = false;
            retryLane();
        }
    }

    /**
     * Sees to it that a lane comes: soon from the side that dialled control. If its connection is reset and it does not
     * hear of that, it holds a dead lane for open, so the other dials one in the end.
     */
    private void retryLane() {
        LinkSession of = session;
        laneAlarm.cancel();
        laneAlarm = node.environment()
                .timers()
                .after(
                        dialledControl ? LANE_RETRY_NANOS : lanePatienceNanos(),
                        () -> node.onLoop(() -> {
                            if (of == session) {
                                dialLane();
                            }
                        }));
    }

    /** A guest that is slow must not be taken for one that is gone: it cannot be dialled. */
    private long lanePatienceNanos() {
        long failureNanos = node.config().links().failureTimeout().toNanos();
        return Math.max(LANE_PATIENCE_NANOS, guest == 0 ? failureNanos : 2 * failureNanos);
    }

    /** The dial for control, or its handshake, came to nothing. */
    void dialFailed(FrameConnection connection, boolean refused) {
        if (dialled == connection) {
            dialled = null;
            step(new LinkState.Input.DialFailed(refused, node.jitterNanos()));
        }
    }

    private static void drop(@Nullable FrameConnection connection, WireError why) {
        if (connection != null) {
            connection.close(why, why.sentence());
            connection.close();
        }
    }

    // ---- what the state machine says

    private void step(LinkState.Input input) {
        LinkState.Step step = state.on(input, node.nanoTime(), rules);
        state = step.next();
        for (LinkState.Effect effect : step.effects()) {
            switch (effect) {
                case LinkState.Effect.Dial() -> dialled = node.dialer().dial(this, Frame.CONTROL);
                case LinkState.Effect.Beat() -> {
                    control(new Frame.Heartbeat(session.system.delivered()));
                    session.system.takeAckDue();
                    pump();
                }
                case LinkState.Effect.GiveUp(String why) -> giveUp(why);
            }
        }
        arm();
    }

    private void arm() {
        long wakeNanos = state.wakeNanos(rules);
        if (wakeNanos < alarmNanos) {
            alarm.cancel();
            alarmNanos = wakeNanos;
            alarm = node.environment()
                    .timers()
                    .after(Math.max(0, wakeNanos - node.nanoTime()), () -> node.onLoop(() -> ring(wakeNanos)));
        }
    }

    private void ring(long wakeNanos) {
        if (alarmNanos == wakeNanos) {
            alarmNanos = Long.MAX_VALUE;
            step(new LinkState.Input.Tick());
        }
    }

    /** Ends this link incarnation for a reason of the protocol. */
    void end(WireError error, String why) {
        drop(control, error);
        step(new LinkState.Input.Ended(why));
    }

    private void giveUp(String why) {
        LinkSession over = session;
        session = over.successor(node.unguessable());
        drop(control, WireError.PEER_DOWN);
        drop(lane, WireError.PEER_DOWN);
        drop(dialled, WireError.PEER_DOWN);
        control = null;
        lane = null;
        dialled = null;
        dialsLane = false;
        laneAlarm.cancel();
        alarm.cancel();
        alarmNanos = Long.MAX_VALUE;
        NodeId peer = over.peerId() == null ? new NodeId(endpoint.host(), endpoint.port(), 0) : over.peerId();
        LOG.info("link to {} is given up: {}", this, why);
        endSession(over, new Terminated.NodeDown(peer));
        node.gaveUp(this, why);
        if (announced) {
            announced = false;
            node.peerDown(peer, over.peerName(), why);
        }
        if (guest != 0) {
            node.links().forget(this);
        }
    }

    private void endSession(LinkSession over, Terminated.Reason reason) {
        inbound.release(over, true);
        outbound.endOf(over, reason);
        over.incoming.forEach((watch, target) -> target.unwatch(watch));
        over.incoming.clear();
        over.watches.endAll(reason);
        refusePostbox(reason);
    }

    /** What was handed over for a peer that cannot be reached is accounted for now. */
    private void refusePostbox(Terminated.Reason reason) {
        int left = postbox.size(); // what comes from now on starts a new incarnation
        for (int i = 0; i < left; i++) {
            Outgoing next = postbox.poll();
            if (next != null) {
                new Unreachable(node, this).refuse(next, reason);
            }
        }
        postbox.schedule();
    }

    // ---- what connections say

    @Override
    public void onOpen(FrameConnection connection) {
        throw new IllegalStateException("a link is given open connections only");
    }

    @Override
    public void onDialFailed(FrameConnection connection, DialFailure failure) {
        throw new IllegalStateException("a link is given open connections only");
    }

    @Override
    public void onFrame(FrameConnection connection, Frame frame) {
        reception.frame(connection, frame, session);
    }

    boolean isControl(FrameConnection connection) {
        return connection == control;
    }

    boolean isLane(FrameConnection connection) {
        return connection == lane;
    }

    /** The peer has admitted the control connection; before, it would not know the link that a lane belongs to. */
    void confirmed() {
        controlHeard = true;
        if (dialledControl) {
            dialLane();
        }
    }

    /** The peer says that the link incarnation is over. */
    void ended(String why) {
        step(new LinkState.Input.Ended(why));
    }

    /** The peer does what no correct peer does: the link incarnation ends. */
    void violated(WireError error, String what) {
        if (state.phase() != PeerSnapshot.State.DOWN) {
            String why = error + ": " + what;
            LOG.warn("{} breaks the protocol: {}", this, why);
            close(control, error, why);
            close(lane, error, why);
            step(new LinkState.Input.Ended("it broke the protocol, " + why));
        }
    }

    private static void close(@Nullable FrameConnection connection, WireError error, String why) {
        if (connection != null) {
            connection.close(error, why);
        }
    }

    @Override
    public void onPause(FrameConnection connection) {
        if (connection == control) {
            step(new LinkState.Input.Heard());
            if (session.system.takeAckDue()) {
                control(new Frame.Ack(session.system.delivered()));
            }
        }
        if (connection == lane) {
            inbound.release(session, false);
        }
        pump();
    }

    @Override
    public void onRoom(FrameConnection connection) {
        pump();
    }

    @Override
    public void onBroken(FrameConnection connection, String why) {
        LOG.warn("{} breaks the protocol: {}", this, why);
        if (connection == control || connection == lane) {
            step(new LinkState.Input.Ended("it broke the protocol, " + why));
        }
    }

    @Override
    public void onClosed(FrameConnection connection, String cause) {
        if (connection == control) {
            LOG.debug("control connection to {} is gone: {}", this, cause);
            control = null;
            step(minimal ? new LinkState.Input.Ended("its one connection is gone") : new LinkState.Input.Lost());
        } else if (connection == lane) {
            lane = null;
            laneLost();
            retryLane();
        }
    }

    private void laneLost() {
        session.laneOut.closed();
        session.laneIn.closed();
        node.slots().end(session, session.laneOut.sent(), new Failure.Refused(DropReason.LINK_LOST));
    }

    // ---- seen from outside

    Endpoint endpoint() {
        return endpoint;
    }

    /** The guest's id, 0 for a member. */
    long guest() {
        return guest;
    }

    PeerSnapshot snapshot() {
        LinkSession current = session;
        NodeId peer = current.peerId();
        LaneTotals totals = current.totalsSoFar();
        return new PeerSnapshot(
                peer == null ? new NodeId(endpoint.host(), endpoint.port(), 0) : peer,
                current.peerName(),
                state.phase(),
                guest != 0,
                postbox.waiting(),
                totals.sent(),
                totals.lost(),
                totals.inDoubt(),
                totals.received(),
                totals.missed(),
                reconnects.get());
    }

    /** Says farewell. */
    void leave() {
        drop(control, WireError.LEAVING);
        drop(lane, WireError.LEAVING);
    }

    @Override
    public String toString() {
        String name = session.peerName();
        String where = guest == 0 ? endpoint.toString() : "guest " + Long.toUnsignedString(guest);
        return name.isEmpty() ? where : name + " (" + where + ")";
    }
}
