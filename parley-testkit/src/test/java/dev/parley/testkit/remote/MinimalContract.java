package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Request;
import dev.parley.Terminated;
import dev.parley.remote.Endpoint;
import dev.parley.remote.Node;
import dev.parley.remote.PeerSnapshot;
import dev.parley.remote.transport.NodeEnvironment;
import dev.parley.wire.Frame;
import dev.parley.wire.SpawnPolicy;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireError;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireRef;
import dev.parley.wire.WireSlot;
import dev.parley.wire.WireVersions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * What a member does for a guest that keeps to the minimal profile of docs/WIRE.md. A subclass gives a member and
 * another one, each with an exported desk, and the world of the guest.
 */
abstract class MinimalContract {
    private static final int MAX_PAYLOAD = 65_536;
    /** To {@code /a} at {@code x:1}. */
    private static final String REF_TO_NOBODY =
            "01" + "01780001" + "0000000000000001" + "00022f61" + "0000000000000000";

    private static final String TOO_LARGE = "a200030104";

    /** Before a silent peer is given up: the loss itself must be heard. */
    private static final Duration SOON = Duration.ofSeconds(4);

    abstract Node member();

    abstract Node other();

    /** What the other member has for the member's desk. */
    final ActorRef<Desk.Cmd> desk() {
        return other().at(ActorAddress.parse("actor://" + member().id() + "/user/desk"), Desk.Cmd.class);
    }

    abstract NodeEnvironment world();

    abstract void until(String what, BooleanSupplier condition);

    private RawPeer dial() {
        Endpoint at = new Endpoint(member().id().host(), member().id().port());
        RawPeer peer = RawPeer.dial(world(), at);
        until("the connection is open", peer::isOpen);
        return peer;
    }

    /** A guest that was let in. */
    private RawPeer guest() {
        RawPeer peer = dial();
        peer.send(RawPeer.minimalHello(new Frame.Hello.Session(RawPeer.SESSION, 0, Frame.CONTROL, 0)));
        until("the member says HELLO", () -> peer.count(Frame.Hello.class) == 1);
        assertThat(peer.welcome().offer().has(Frame.Hello.Offer.MINIMAL)).isTrue();
        peer.goOn();
        until("the link is up", () -> peer.count(Frame.Heartbeat.class) > 0);
        return peer;
    }

    private static <F extends Frame> F first(RawPeer peer, Class<F> type) {
        return Objects.requireNonNull(peer.first(type), type.getSimpleName());
    }

    private static WireNode nodeOf(Node node) {
        return new WireNode(node.id().host(), node.id().port(), node.id().incarnation());
    }

    private static WireRef deskOf(Node node) {
        return new WireRef(nodeOf(node), "/user/desk", 0);
    }

    private static WireRef wire(ActorRef<?> ref) {
        ActorAddress address = ref.address();
        return new WireRef(
                new WireNode(
                        address.node().host(),
                        address.node().port(),
                        address.node().incarnation()),
                address.path(),
                address.incarnation());
    }

    private static long id(RawPeer guest) {
        return guest.welcome().session().guest();
    }

    private WireRef own(RawPeer guest) {
        return new WireRef(nodeOf(member()), "/guest/" + Long.toUnsignedString(id(guest)) + "/x", 5);
    }

    /** What a member has for the guest's actor. */
    private ActorRef<Desk.Cmd> own(RawPeer guest, Node from) {
        return from.at(new ActorAddress(member().id(), own(guest).path(), 5), Desk.Cmd.class);
    }

    private static WireBytes payload(String hex) {
        return WireBytes.of(HexFormat.of().parseHex(hex));
    }

    private static Frame.User told(WireRef to, String type, WireBytes payload) {
        return new Frame.User(to, WireRef.NONE, WireSlot.NONE, 0, new Frame.Body(type, payload));
    }

    private Frame.User asked(RawPeer guest, WireRef to, String type, String hex) {
        WireSlot slot = new WireSlot(nodeOf(member()), id(guest), 42);
        return new Frame.User(to, own(guest), slot, 5_000, new Frame.Body(type, payload(hex)));
    }

    /** A blob whose payload is so long. */
    private static WireBytes blob(int payloadBytes) {
        byte[] bytes = new byte[payloadBytes];
        ByteBuffer.wrap(bytes).put(new byte[] {(byte) 0xA1, 1, 0x5A}).putInt(payloadBytes - 7);
        return WireBytes.of(bytes);
    }

    private int deskCount() {
        return desk().ask(new Desk.Count());
    }

    private List<PeerSnapshot> guests() {
        return member().peers().stream().filter(PeerSnapshot::guest).toList();
    }

    private Ears watching(Node node, ActorRef<?> target) {
        Ears ears = new Ears();
        ActorRef<Ears.Cmd> ref = node.system().spawn(() -> ears);
        until("the ears have started", ears::hasStarted);
        ref.tell(new Ears.Watch(target));
        return ears;
    }

    private void assertEnds(RawPeer guest, WireError reason) {
        until("the connection ends", guest::isClosed);
        assertThat(guest.bye()).isNotNull().extracting(Frame.Bye::reason).isEqualTo(reason);
        until("the link is forgotten", () -> guests().isEmpty());
        assertThat(deskCount()).isEqualTo(100);
    }

    private static <M> Failure failure(ActorRef<M> target, Request<? extends M, ?> request) {
        return catchThrowableOfType(AskException.class, () -> target.ask(request, SOON))
                .failure();
    }

    @Test
    void tellsAndAsksWithoutALane() {
        RawPeer guest = guest();
        guest.send(told(deskOf(member()), "Desk.Note", payload("a10107")));
        guest.send(asked(guest, deskOf(member()), "Desk.Count", "a0"));
        until("the answer has come", () -> guest.count(Frame.Reply.class) == 1);
        assertThat(first(guest, Frame.Reply.class))
                .isEqualTo(new Frame.Reply(new WireSlot(nodeOf(member()), id(guest), 42), false, payload("1865")));
        assertThat(guest.count(Frame.Lane.class)).isZero();
    }

    @Test
    void asksOtherMembersThroughItsOwn() {
        RawPeer guest = guest();
        guest.send(asked(guest, deskOf(other()), "Desk.Count", "a0"));
        until("the answer has come", () -> guest.count(Frame.Reply.class) == 1);
        assertThat(first(guest, Frame.Reply.class).payload()).isEqualTo(payload("1864"));
    }

    @Test
    void isToldAndAsked() {
        RawPeer guest = guest();
        guest.reaction = frame -> {
            if (frame instanceof Frame.User user && !user.slot().isNone()) {
                guest.send(new Frame.Reply(user.slot(), false, payload("09")));
            }
        };
        own(guest, member()).tell(new Desk.Note(3));
        assertThat(own(guest, member()).ask(new Desk.Count())).isEqualTo(9);
        assertThat(own(guest, other()).ask(new Desk.Count())).isEqualTo(9);
        assertThat(first(guest, Frame.User.class).body()).isEqualTo(new Frame.Body("Desk.Note", payload("a10103")));
    }

    /** Such a request would have no answer, and its asker would wait for as long as it may. */
    @Test
    void whoAsksWhatHasNoAnswerHearsSoAtOnce() {
        RawPeer guest = guest();
        guest.send(asked(guest, deskOf(member()), "Desk.Note", "a10107"));
        until("it is answered", () -> guest.count(Frame.Reply.class) == 1);
        assertThat(first(guest, Frame.Reply.class).failure()).isTrue();
        assertThat(first(guest, Frame.Reply.class).payload()).isEqualTo(payload("a200030108"));
        assertThat(deskCount()).as("it was not handled").isEqualTo(100);
    }

    @Test
    void internsNothing() {
        RawPeer interning = guest();
        interning.send(HexFormat.of().parseHex("00000009" + "01100000" + "0207" + "00" + "0158"));
        until("the connection ends", interning::isClosed);
        assertThat(interning.bye()).isNotNull().extracting(Frame.Bye::reason).isEqualTo(WireError.BAD_REF);
        RawPeer naming = guest();
        naming.send(HexFormat.of().parseHex("00000021" + "01100020" + REF_TO_NOBODY + "00" + "0700" + "a0"));
        until("the connection ends", naming::isClosed);
        assertThat(naming.bye()).isNotNull().extracting(Frame.Bye::reason).isEqualTo(WireError.UNKNOWN_FLAG);
    }

    @Test
    void keepsItsBooks() {
        RawPeer guest = guest();
        for (int i = 0; i < 5; i++) {
            guest.send(asked(guest, deskOf(member()), "Desk.Count", "a0"));
        }
        own(guest, member()).tell(new Desk.Note(3));
        until("all has come", () -> guest.count(Frame.Reply.class) == 5 && guest.count(Frame.User.class) == 1);
        assertThat(guests()).singleElement().satisfies(books -> {
            assertThat(books.sent()).isEqualTo(6);
            assertThat(books.received()).isEqualTo(5);
            assertThat(books.lost() + books.missed() + books.inDoubt() + books.queued())
                    .isZero();
        });
    }

    @Test
    void hearsOfAnEndAfterTheFrameThatItNames() {
        RawPeer guest = guest();
        guest.send(new Frame.Monitor(1, deskOf(member()), own(guest)));
        guest.send(asked(guest, deskOf(member()), "Desk.Count", "a0"));
        until("the answer has come", () -> guest.count(Frame.Reply.class) == 1);
        guest.send(told(deskOf(member()), "Desk.End", payload("a0")));
        until("the end is told", () -> guest.count(Frame.Terminated.class) == 1);
        Frame.Terminated news = first(guest, Frame.Terminated.class);
        assertThat(news.after()).containsExactly(new Frame.LanePosition(0, 1));
        assertThat(news.end().reason()).isEqualTo(Frame.EndReason.STOPPED);
    }

    @Test
    void itsEndIsHeldUntilItsLastWordsHaveCome() {
        RawPeer guest = guest();
        Ears ears = watching(member(), own(guest, member()));
        until("it is watched", () -> guest.count(Frame.Monitor.class) == 1);
        Frame.Monitor watch = first(guest, Frame.Monitor.class);
        WireRef mouth = wire(ears.mouth());
        own(guest, member()).tell(new Desk.Introduce(ears.mouth(), 1)); // now the mouth can be reached
        until("the mouth was told of", () -> guest.count(Frame.User.class) >= 1);
        guest.send(new Frame.Terminated(
                1,
                watch.target(),
                watch.watcher(),
                new Frame.End(Frame.EndReason.STOPPED, ""),
                List.of(new Frame.LanePosition(0, 2))));
        guest.send(told(mouth, "Desk.Note", payload("a10101")), told(mouth, "Desk.Note", payload("a10102")));
        until("all is heard", () -> !ears.ends().isEmpty());
        assertThat(ears.heard).hasSize(3).startsWith(new Desk.Note(1), new Desk.Note(2));
        assertThat(ears.ends()).containsExactly(new Terminated.Stopped());
    }

    @Test
    void spawnsAnActorWhichEndsWithIt() {
        RawPeer guest = guest();
        WireRef child = new WireRef(nodeOf(member()), "/spawned/1/desk", 9);
        SpawnPolicy never = new SpawnPolicy(SpawnPolicy.Strategy.STOP, 0, 0, 0, 0);
        guest.send(new Frame.Spawn(1, child, own(guest), new Frame.Recipe("desk", never, payload("a1011828"))));
        until("the child lives", () -> guest.count(Frame.Spawned.class) == 1);
        guest.send(asked(guest, child, "Desk.Count", "a0"));
        until("it answers", () -> guest.count(Frame.Reply.class) == 1);
        ActorRef<Desk.Cmd> seen = other().at(new ActorAddress(member().id(), "/spawned/1/desk", 9), Desk.Cmd.class);
        assertThat(seen.ask(new Desk.Count())).isEqualTo(40);
        Ears ears = watching(other(), seen);
        guest.send(new Frame.Bye(WireError.LEAVING, "that was all"));
        until("the child has ended", () -> ears.ends().size() == 1);
        assertThat(ears.ends()).containsExactly(new Terminated.Stopped());
    }

    @Test
    void itsFarewellIsNotAnswered() {
        RawPeer guest = guest();
        guest.send(new Frame.Bye(WireError.LEAVING, "that was all"));
        until("the connection ends", guest::isClosed);
        assertThat(guest.bye()).isNull();
    }

    @Test
    void theLossOfItsConnectionIsItsEnd() {
        RawPeer guest = guest();
        Ears near = watching(member(), own(guest, member()));
        Ears far = watching(other(), own(guest, other()));
        until("it is watched", () -> guest.count(Frame.Monitor.class) == 2);
        guest.reaction = frame -> {
            if (frame instanceof Frame.User) {
                guest.hangUp();
            }
        };
        assertThat(failure(own(guest, member()), new Desk.Count()))
                .isInstanceOfSatisfying(
                        Failure.TargetDown.class,
                        down -> assertThat(down.reason()).isInstanceOf(Terminated.NodeDown.class));
        until("both have heard", () -> near.ends().size() == 1 && far.ends().size() == 1);
        assertThat(near.ends()).allMatch(Terminated.NodeDown.class::isInstance);
        assertThat(far.ends()).allMatch(Terminated.NodeDown.class::isInstance);
        assertThat(guests()).isEmpty();
        assertThat(deskCount()).isEqualTo(100);
    }

    @Test
    void nobodyComesWithItsIdBeforeOrAfter() {
        RawPeer guest = guest();
        Frame.Hello.Session link = guest.welcome().session();
        List<Frame.Hello> claims = List.of(
                RawPeer.minimalHello(new Frame.Hello.Session(RawPeer.SESSION, link.own(), Frame.CONTROL, link.guest())),
                RawPeer.minimalHello(new Frame.Hello.Session(RawPeer.SESSION, 0, Frame.CONTROL, link.guest())),
                RawPeer.minimalHello(new Frame.Hello.Session(RawPeer.SESSION, link.own(), Frame.CONTROL, 0)),
                RawPeer.minimalHello(new Frame.Hello.Session(RawPeer.SESSION, link.own(), 0, link.guest())),
                RawPeer.minimalHello(new Frame.Hello.Session(RawPeer.SESSION, 0, 0, 0)),
                RawPeer.guestHello(link.guest(), link.own()));
        claims.forEach(this::assertRefused);
        guest.send(asked(guest, deskOf(member()), "Desk.Count", "a0"));
        until("its link lives", () -> guest.count(Frame.Reply.class) == 1);
        guest.hangUp();
        until("its link ends", () -> guests().isEmpty());
        claims.forEach(this::assertRefused);
    }

    private void assertRefused(Frame.Hello claim) {
        RawPeer peer = dial();
        peer.send(claim);
        until("the connection ends", peer::isClosed);
        assertThat(peer.bye()).isNotNull().extracting(Frame.Bye::reason).isEqualTo(WireError.LINK_GIVEN_UP);
    }

    @Test
    void anOrdinaryGuestDoesNotBecomeOne() {
        RawPeer guest = dial();
        guest.send(RawPeer.guestHello(0, 0));
        until("the member says HELLO", () -> guest.count(Frame.Hello.class) == 1);
        guest.goOn();
        until("the link is up", () -> guest.count(Frame.Heartbeat.class) > 0);
        Frame.Hello.Session link = guest.welcome().session();
        assertRefused(RawPeer.minimalHello(
                new Frame.Hello.Session(RawPeer.SESSION, link.own(), Frame.CONTROL, link.guest())));
        assertThat(guest.isClosed()).isFalse();
    }

    @Test
    void membersAreNotMinimal() {
        RawPeer peer = dial();
        peer.send(RawPeer.hello(
                new Frame.Hello.Offer(WireVersions.OURS, Frame.Hello.Offer.MINIMAL, 0),
                new Frame.Hello.Peer("parley", RawPeer.SELF, "x"),
                new Frame.Hello.Session(RawPeer.SESSION, 0, Frame.CONTROL, 0)));
        until("the member says HELLO", () -> peer.count(Frame.Hello.class) == 1);
        assertThat(peer.welcome().offer().has(Frame.Hello.Offer.MINIMAL)).isFalse();
        peer.goOn();
        until("the link is up", () -> peer.count(Frame.Heartbeat.class) > 0);
        peer.send(told(deskOf(member()), "Desk.Note", payload("a10107")));
        until("the connection ends", peer::isClosed);
        assertThat(peer.bye()).isNotNull().extracting(Frame.Bye::reason).isEqualTo(WireError.UNEXPECTED_FRAME);
    }

    @Test
    void refusesPauses() {
        RawPeer pausing = guest();
        assertThat(pausing.welcome().offer().has(Frame.Hello.Offer.PAUSES)).isFalse();
        pausing.send(new Frame.Pause(1, own(pausing), List.of()));
        assertEnds(pausing, WireError.UNEXPECTED_FRAME);
        RawPeer resuming = guest();
        resuming.send(new Frame.Resume(1, own(resuming), 1));
        assertEnds(resuming, WireError.UNEXPECTED_FRAME);
    }

    @Test
    void refusesToHearWhoWaits() {
        RawPeer waiting = guest();
        assertThat(waiting.welcome().offer().has(Frame.Hello.Offer.WAITS)).isFalse();
        waiting.send(new Frame.Waiting(own(waiting), new WireSlot(nodeOf(member()), 1, 77), 1, List.of()));
        assertEnds(waiting, WireError.UNEXPECTED_FRAME);
    }

    @Test
    void refusesToHearOfLocks() {
        RawPeer guest = guest();
        assertThat(guest.welcome().offer().has(Frame.Hello.Offer.SCHEMAS)).isFalse();
        assertThat(guest.welcome().offer().has(Frame.Hello.Offer.INTERNS)).isFalse();
        guest.send(new Frame.Schema(WireBytes.EMPTY));
        assertEnds(guest, WireError.UNEXPECTED_FRAME);
    }

    @Test
    void refusesToWaitForLanes() {
        RawPeer guest = guest();
        guest.send(new Frame.After(List.of()));
        assertEnds(guest, WireError.UNEXPECTED_FRAME);
    }

    @Test
    void refusesLanes() {
        RawPeer guest = guest();
        guest.send(new Frame.Lane(0, 1, 0));
        assertEnds(guest, WireError.UNEXPECTED_FRAME);
        RawPeer second = guest();
        second.send(new Frame.LaneAt(0, 1, 0));
        assertEnds(second, WireError.UNEXPECTED_FRAME);
    }

    @Test
    void refusesFramesOfOthers() {
        RawPeer guest = guest();
        WireRef foreign = new WireRef(nodeOf(member()), "/user/x", 5);
        guest.send(new Frame.Monitor(1, deskOf(member()), foreign));
        assertEnds(guest, WireError.FOREIGN_SOURCE);
    }

    @Test
    void takesAMessageOf64KibibytesAndNoLongerOne() {
        RawPeer guest = guest();
        guest.send(told(deskOf(member()), "Desk.Blob", blob(MAX_PAYLOAD)));
        until("it has come", () -> guests().getFirst().received() == 1);
        assertThat(deskCount()).isEqualTo(101);
        Ears ears = watching(member(), own(guest, member()));
        until("it is watched", () -> guest.count(Frame.Monitor.class) == 1);
        guest.send(told(deskOf(member()), "Desk.Blob", blob(MAX_PAYLOAD + 1)));
        until("the connection ends", guest::isClosed);
        assertThat(guest.bye()).isNotNull().extracting(Frame.Bye::reason).isEqualTo(WireError.PAYLOAD_TOO_LARGE);
        until("the link ends", () -> ears.ends().size() == 1);
        assertThat(ears.ends()).allMatch(Terminated.NodeDown.class::isInstance);
        assertThat(deskCount()).isEqualTo(101);
    }

    @Test
    void refusesAFrameAboveItsLimitByItsLength() {
        RawPeer guest = guest();
        guest.send(ByteBuffer.allocate(4).putInt(81_921).array());
        assertEnds(guest, WireError.FRAME_TOO_LONG);
    }

    @Test
    void getsAnAnswerOf64KibibytesAndAFailureForALongerOne() {
        RawPeer guest = guest();
        guest.send(asked(guest, deskOf(member()), "Desk.Fetch", "a10119fffd"));
        until("the answer has come", () -> guest.count(Frame.Reply.class) == 1);
        Frame.Reply longest = first(guest, Frame.Reply.class);
        assertThat(longest.failure()).isFalse();
        assertThat(longest.payload().length()).isEqualTo(MAX_PAYLOAD);
        for (Node at : Arrays.asList(member(), other())) {
            long before = guest.count(Frame.Reply.class);
            guest.send(asked(guest, deskOf(at), "Desk.Fetch", "a10119fffe"));
            until("the failure has come", () -> guest.count(Frame.Reply.class) == before + 1);
            Frame.Reply reply = (Frame.Reply) guest.heard.stream()
                    .filter(Frame.Reply.class::isInstance)
                    .toList()
                    .getLast();
            assertThat(reply.failure()).isTrue();
            assertThat(reply.payload()).isEqualTo(payload(TOO_LARGE));
        }
    }

    @Test
    void isNotSentWhatIsTooLarge() {
        RawPeer guest = guest();
        for (Node from : List.of(member(), other())) {
            assertThat(failure(own(guest, from), new Desk.Refuse("x".repeat(MAX_PAYLOAD))))
                    .isEqualTo(new Failure.Refused(DropReason.TOO_LARGE));
            own(guest, from).tell(new Desk.Blob(new byte[MAX_PAYLOAD]));
        }
        until(
                "all are counted",
                () -> member().system().snapshot().refused().getOrDefault(DropReason.TOO_LARGE, 0L) == 4);
        own(guest, other()).tell(new Desk.Note(1));
        until("the link lives", () -> guest.count(Frame.User.class) == 1);
        assertThat(guests()).singleElement().satisfies(books -> {
            assertThat(books.sent()).isEqualTo(1);
            assertThat(books.queued()).isZero();
        });
    }
}
