package dev.parley.remote.link;

import dev.parley.ActorAddress;
import dev.parley.DropReason;
import dev.parley.NodeId;
import dev.parley.Terminated;
import dev.parley.remote.Endpoint;
import dev.parley.remote.PeerSnapshot;
import dev.parley.remote.lane.Lane;
import dev.parley.remote.lane.LaneOut;
import dev.parley.remote.lane.LaneTotals;
import dev.parley.remote.limit.Complaints;
import dev.parley.remote.translation.WireIdentity;
import dev.parley.remote.transport.DialFailure;
import dev.parley.wire.Frame;
import dev.parley.wire.WireError;
import dev.parley.wire.WireLimits;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driver of one link: carries out what {@link LinkState} decides, and moves frames between its {@link LinkSession}
 * and its connections, one for control and one for each lane. On a minimal link these are the same, and the incarnation
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

    /** The same of large ones, in bytes. */
    private static final int BYTES_A_PASS = 512 << 10;

    private final LinkedNode node;
    private final Endpoint endpoint;
    private final long guest;
    private final Postbox postbox;
    private final Scale scale;
    private final Outbound outbound;
    private final Inbound inbound;
    private final Reception reception;
    private final RelayedRequests relayed;
    private final ControlKeeper control = new ControlKeeper();
    private final LaneKeepers lanes;
    private final PeerErrors errors;
    private final WakeUp wakeUp;
    private final Complaints complaints;

    /** Known with the first connection, and for good. */
    private volatile WireLimits limits = WireLimits.defaults();

    private boolean minimal;
    private LinkState.Rules rules;

    private volatile LinkState state;
    private volatile LinkSession session;
    private boolean announced;
    private final AtomicLong reconnects = new AtomicLong();

    /** {@code guest} 0: a member that listens at {@code endpoint}; {@code own} is the first link incarnation. */
    Link(LinkedNode node, Endpoint endpoint, long guest, long own) {
        this.node = node;
        this.endpoint = endpoint;
        this.guest = guest;
        this.rules = LinkState.Rules.of(node.config().links(), guest == 0);
        this.postbox = new Postbox(node, this::pass);
        this.scale = new Scale(node, this);
        this.outbound = new Outbound(node, this);
        this.inbound = new Inbound(node, this, outbound);
        this.reception = new Reception(node, this, inbound);
        this.relayed = new RelayedRequests(node, this);
        this.lanes = new LaneKeepers(node, this);
        this.errors = new PeerErrors(node, this);
        this.wakeUp = new WakeUp(node, () -> step(new LinkState.Input.Tick()));
        this.complaints = new Complaints(LOG::warn, node.nanoTime());
        this.state = LinkState.idle(node.nanoTime());
        this.session = new LinkSession(own, node.config().links());
    }

    // ---- from any thread

    /** Takes an item that counts into the budget, or says why not. */
    @Nullable
    DropReason offer(Outgoing.Bounded item) {
        LinkSession current = session;
        @Nullable DropReason refusal = postbox.refusal(current.waitingBytes());
        if (refusal == null && item instanceof Outgoing.Relay(Frame frame, long _)) {
            refusal = LaneOut.payloadBytes(frame) > payloadLimit() ? DropReason.TOO_LARGE : null;
        }
        if (refusal == null && current.aside.isFull() && current.putsAside(item)) {
            refusal = DropReason.LANE_FULL;
        }
        if (refusal == null) {
            postbox.addCounted(item);
        }
        return refusal;
    }

    /** Whether the peer has asked to hold back for this actor; from any thread. */
    boolean isPaused(ActorAddress actor) {
        return session.parking.isPaused(Parking.Key.of(actor));
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

    /** What keeps within the budget what waits. */
    Scale scale() {
        return scale;
    }

    /** Whether more may be put into lanes, now that what can leave has left. */
    boolean hasRoom() {
        long mostBytes = node.config().links().queueBytes();
        if (session.waitingBytes() >= mostBytes) {
            lanes.pump();
        }
        return session.waitingBytes() < mostBytes;
    }

    private void pass() {
        if (postbox.isEmpty()) {
            return;
        }
        if (postbox.isClosed()) {
            new Unreachable(node, this).refuseAll(postbox, new Terminated.NodeDown(peerOf(session)));
            return;
        }
        if (!session.isBound()) {
            postbox.weigh(scale);
            step(new LinkState.Input.Wanted());
            return;
        }
        if (state.phase() == PeerSnapshot.State.IDLE || state.phase() == PeerSnapshot.State.DOWN) {
            step(new LinkState.Input.Wanted());
        }
        LinkSession current = session;
        long enoughBytes = current.lanes.bytes() + BYTES_A_PASS;
        for (int i = 0; i < ITEMS_A_PASS && current == session && current.lanes.bytes() < enoughBytes; i++) {
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
        control.send(frame);
    }

    /** Says what may be left out, where there is no room for it; whether it was said. */
    boolean remark(Frame frame) {
        boolean fits = control.hasRoom();
        if (fits) {
            control.send(frame);
            control.flush();
        }
        return fits;
    }

    /** Says to what a lane's peer has opened what has come, as soon as there is room. */
    void owe(Frame.LaneAt answer) {
        lanes.get(answer.lane()).owe(answer);
    }

    private void pump() {
        lanes.pump();
        sendControl();
    }

    /** Hands the system messages that were gathered to their connection. */
    void sendControl() {
        control.flush();
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
        return control.isThere();
    }

    /** Whether the node that dialled control is this one. */
    boolean dialledControl() {
        return control.isDialledHere();
    }

    /** Whether the control connection was dialled from here. */
    boolean hasDialledControl() {
        return control.isThere() && control.isDialledHere();
    }

    /** Whether one connection is all that there is, and ever will be. */
    boolean isMinimal() {
        return minimal;
    }

    /** What the two sides tell each other for their logs. */
    PeerErrors errors() {
        return errors;
    }

    /** What came over this link and went on over others. */
    RelayedRequests relayed() {
        return relayed;
    }

    /** The longest payload that may leave, in bytes; from any thread. */
    int payloadLimit() {
        return limits.payloadBytes();
    }

    /** How many control connections there have been. */
    long controls() {
        return control.count();
    }

    /** Whether a control connection dialled from here is open, and the peer has not gone on with it yet. */
    boolean isDialPending() {
        return state.phase() == PeerSnapshot.State.UP ? control.isUnconfirmed() : control.isDialling();
    }

    /** Says what is wrong with one of many messages, if that was not said too often yet. */
    void complain(Supplier<String> line) {
        complaints.add(line, node.nanoTime());
    }

    /** Whether a frame opens a generation of the lane that is over: its connection was overtaken by another. */
    boolean isOld(Frame frame) {
        return frame instanceof Frame.Lane opening
                && session.lanes.has(opening.lane())
                && session.lanes.get(opening.lane()).in.isOld(opening);
    }

    /** A connection has shaken hands. */
    void attach(FrameConnection connection, Frame.Hello hello, int lane, boolean dialledByUs) {
        if (guest != 0 && hello.offer().asksForMinimalLink()) {
            minimal = true;
            limits = WireLimits.minimal();
        }
        connection.promote(this, limits);
        if (!minimal && hello.offer().has(Frame.Hello.Offer.INTERNS)) {
            connection.intern();
        }
        if (lane == Frame.CONTROL) {
            attachControl(connection, hello, dialledByUs);
            return;
        }
        if (dialledByUs) {
            lanes.get(lane).attachDialled(connection);
        } else {
            lanes.get(lane).attach(connection);
        }
        sendLock(connection, hello); // behind LANE, as an acceptor takes short frames only before that has come
    }

    /** Before all that goes by it; no connection waits for another. */
    private void sendLock(FrameConnection connection, Frame.Hello hello) {
        if (!minimal && node.schemas().differsFrom(hello.offer())) {
            connection.send(node.schemas().frame());
        }
    }

    /** The peer has begun a new link incarnation: the present one ends. */
    void renew(long own) {
        step(new LinkState.Input.Ended("another incarnation of it came"));
        session = session.successor(own);
    }

    private void attachControl(FrameConnection connection, Frame.Hello hello, boolean dialledByUs) {
        control.attach(connection, dialledByUs);
        rules = LinkState.Rules.of(node.config().links(), guest == 0).towards(hello.patienceMillis());
        session.peerOffers(minimal ? 0 : hello.offer().capabilities());
        session.writesOther(guest == 0 && node.writesOtherTo(hello.offer()));
        if (!session.isBound()) {
            session.lanes.agree(lanesWith(hello), session.peerHas(Frame.Hello.Offer.AFTERS));
        }
        session.bind(
                hello.session().own(),
                WireIdentity.ofPeer(hello, guest),
                hello.peer().name());
        if (minimal) {
            lanes.share(connection);
            session.openMinimal();
        } else {
            lanes.expect();
        }
        if (dialledByUs) { // the acceptor takes short frames only before HEARTBEAT has come
            step(new LinkState.Input.Connected());
            sendAgain(connection, hello);
        } else {
            sendAgain(connection, hello);
            step(new LinkState.Input.Connected());
        }
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

    private void sendAgain(FrameConnection connection, Frame.Hello hello) {
        sendLock(connection, hello);
        session.system.unacknowledged().forEach(connection::send);
    }

    /** Whoever would have fewer lanes decides; what a guest says fits into one. */
    private int lanesWith(Frame.Hello hello) {
        boolean isOfGuest = guest != 0 || node.isGuest();
        return isOfGuest ? 1 : Math.min(node.config().links().lanes(), hello.lanes());
    }

    /** A dial for a lane came to nothing. */
    void laneDialFailed(LinkSession of, int lane) {
        if (of == session) {
            lanes.get(lane).dialFailed();
        }
    }

    /** The dial for control, or its handshake, came to nothing. */
    void dialFailed(FrameConnection connection, boolean refused) {
        if (control.dialFailed(connection)) {
            step(new LinkState.Input.DialFailed(refused, node.jitterNanos()));
        }
    }

    // ---- what the state machine says

    private void step(LinkState.Input input) {
        LinkState.Step step = state.on(input, node.nanoTime(), rules);
        state = step.next();
        for (LinkState.Effect effect : step.effects()) {
            switch (effect) {
                case LinkState.Effect.Dial() -> control.dials(node.dialer().dial(this, Frame.CONTROL));
                case LinkState.Effect.Beat() -> {
                    control(new Frame.Heartbeat(session.system.delivered()));
                    session.system.takeAckDue();
                    rest();
                    pump();
                }
                case LinkState.Effect.GiveUp(String why) -> giveUp(why);
            }
        }
        wakeUp.at(state.wakeNanos(rules));
    }

    private void rest() {
        int mostStillBeats = rules.mostStillBeats();
        if (minimal || control.rest() < mostStillBeats || guest == 0) {
            lanes.rest(mostStillBeats); // a member's watches are bounded, and it dials anew if it does not hear of us
        } else {
            endOfDeafGuest();
        }
    }

    /** A guest that lives and does not read would keep what waits for it for ever, and so could thousands. */
    void endOfDeafGuest() {
        end(WireError.LIMIT_REACHED, "it does not read what it is sent");
    }

    /** Ends this link incarnation for a reason of the protocol. */
    void end(WireError error, String why) {
        control.drop(error);
        step(new LinkState.Input.Ended(why));
    }

    private void giveUp(String why) {
        LinkSession over = session;
        session = over.successor(node.unguessable());
        control.giveUp(WireError.PEER_DOWN);
        lanes.drop(WireError.PEER_DOWN);
        wakeUp.cancel();
        NodeId peer = peerOf(over);
        LOG.info("link to {} is given up: {}", this, why);
        endSession(over, new Terminated.NodeDown(peer));
        node.gaveUp(this, why);
        if (announced) {
            announced = false;
            node.peerDown(peer, over.peerName(), why);
        }
        node.links().gaveUp(this);
    }

    private NodeId peerOf(LinkSession of) {
        NodeId known = of.peerId();
        return known == null ? new NodeId(endpoint.host(), endpoint.port(), 0) : known;
    }

    private void endSession(LinkSession over, Terminated.Reason reason) {
        inbound.release(over, true);
        outbound.endOf(over, reason);
        over.incoming.forEach((watch, target) -> target.unwatch(watch));
        over.incoming.clear();
        over.watches.endAll(reason);
        relayed.clear();
        new Unreachable(node, this).refuseAll(postbox, reason);
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
        return control.is(connection);
    }

    /** The lane that a connection is of; null when it is of none. */
    @Nullable
    Lane laneOf(FrameConnection connection) {
        return lanes.laneOf(connection);
    }

    /** The peer has admitted the control connection; before, it would not know the link that a lane belongs to. */
    void confirmed() {
        control.confirmed();
        if (control.isDialledHere()) {
            lanes.dial();
        }
    }

    /** The peer says that the link incarnation is over: nobody is there any more to be told. */
    void ended(String why) {
        control.end();
        lanes.end();
        step(new LinkState.Input.Ended(why));
    }

    /** The peer does what no correct peer does: the link incarnation ends. */
    void violated(WireError error, String what) {
        if (state.phase() != PeerSnapshot.State.DOWN) {
            String why = error + ": " + what;
            LOG.warn("{} breaks the protocol: {}", this, why);
            control.close(error, why);
            lanes.close(error, why);
            step(new LinkState.Input.Ended("it broke the protocol, " + why));
        }
    }

    @Override
    public void onPause(FrameConnection connection) {
        if (control.is(connection)) {
            step(new LinkState.Input.Heard());
            acknowledge();
        }
        if (lanes.laneOf(connection) != null) {
            inbound.release(session, false);
            lanes.goOn();
        }
        pump();
    }

    /** A peer may make this due again and again, and read nothing. */
    private void acknowledge() {
        if (control.hasRoom() && session.system.takeAckDue()) {
            control(new Frame.Ack(session.system.delivered()));
        }
    }

    @Override
    public void onRoom(FrameConnection connection) {
        if (control.is(connection)) {
            acknowledge();
        }
        pump();
    }

    @Override
    public void onBroken(FrameConnection connection, WireError error, String what) {
        if (control.is(connection) || lanes.laneOf(connection) != null) {
            violated(error, what);
        }
    }

    @Override
    public void onClosed(FrameConnection connection, String cause) {
        if (control.is(connection)) {
            LOG.debug("control connection to {} is gone: {}", this, cause);
            control.gone();
            step(minimal ? new LinkState.Input.Ended("its one connection is gone") : new LinkState.Input.Lost());
        } else {
            lanes.gone(connection);
        }
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
                current.parking.messages(),
                totals.sent(),
                totals.lost(),
                totals.inDoubt(),
                totals.received(),
                totals.missed(),
                reconnects.get());
    }

    /**
     * Sees to it that what waits leaves, and that the peer says what has come; whether that is still under way. What is
     * said later, such as that nobody lives here any more, is not waited for.
     */
    boolean settles() {
        if (isDown()) {
            return false;
        }
        pass();
        pump();
        return !postbox.isEmpty() || session.parking.messages() > 0 || lanes.settle(minimal);
    }

    /** Whether nothing waits for this link, and nothing is under way. */
    boolean isAtRest() {
        return isDown() && postbox.isEmpty();
    }

    private boolean isDown() {
        return switch (state.phase()) {
            case CONNECTING, UP, SUSPECT -> false;
            case IDLE, DOWN -> true;
        };
    }

    /** Takes nothing more: whoever wants that peer now needs another link. */
    void retire() {
        postbox.close();
    }

    /** Whether it takes nothing more; from any thread. */
    boolean isRetired() {
        return postbox.isClosed();
    }

    /** Says farewell, and gives the link up: what has not left is accounted for. */
    void leave() {
        if (postbox.waiting() > 0) {
            LOG.warn("{} messages to {} had not left when this node closed", postbox.waiting(), this);
        }
        control.drop(WireError.LEAVING);
        lanes.drop(WireError.LEAVING);
        postbox.close();
        announced = false; // this node goes, and no other
        step(new LinkState.Input.Ended("this node leaves"));
    }

    @Override
    public String toString() {
        String name = session.peerName();
        String where = guest == 0 ? endpoint.toString() : "guest " + Long.toUnsignedString(guest);
        return name.isEmpty() ? where : name + " (" + where + ")";
    }
}
