package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.DropReason;
import dev.parley.wire.Frame;
import dev.parley.wire.SpawnPolicy;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireError;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireRef;
import dev.parley.wire.WireSlot;
import dev.parley.wire.WireVersions;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node does about a peer that breaks the rules: it says why, writes why, and goes on serving others. */
abstract class HostileContract extends HostileLanesContract {
    private static final int MANY = 10_000;

    @Test
    void refusesRandomBytes() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            byte[] noise = new byte[1_000];
            random.nextBytes(noise);
            noise[0] = (byte) (noise[0] | 1);
            RawPeer peer = dial();
            assertRefused(peer, WireError.FRAME_TOO_LONG, "is refused: FRAME_TOO_LONG", () -> peer.send(noise));
        }
    }

    @Test
    void refusesFramesThatAreNone() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            byte[] noise = new byte[200];
            random.nextBytes(noise);
            ByteBuffer.wrap(noise).putInt(0, 196);
            RawPeer peer = dial();
            try (LogLines log = new LogLines()) {
                peer.send(noise);
                until("the connection ends", peer::isClosed);
                until("the log says why", () -> log.count("is refused") > 0);
            }
            assertThat(peer.bye()).isNotNull();
        }
        assertServed();
    }

    @Test
    void refusesALengthOfFourGigabytes() {
        RawPeer peer = dial();
        assertRefused(
                peer,
                WireError.FRAME_TOO_LONG,
                "a frame of 4294967295 bytes is longer than the limit of 4096",
                () -> peer.send(new byte[] {-1, -1, -1, -1}));
    }

    @Test
    void refusesAHelloAboveFourKibibytes() {
        RawPeer peer = dial();
        byte[] long5k = new byte[5_000];
        ByteBuffer.wrap(long5k).putInt(0, 4_996);
        assertRefused(peer, WireError.FRAME_TOO_LONG, "a frame of 4996 bytes", () -> peer.send(long5k));
    }

    @Test
    void refusesAnotherCluster() {
        RawPeer peer = dial();
        assertRefused(
                peer,
                WireError.WRONG_CLUSTER,
                "it belongs to cluster 'other', this node to 'parley'",
                () -> peer.send(
                        RawPeer.hello("other", WireVersions.OURS, new Frame.Hello.Session(1, 0, Frame.CONTROL, 0))));
    }

    @Test
    void refusesAnotherVersion() {
        RawPeer peer = dial();
        assertRefused(
                peer,
                WireError.UNSUPPORTED_VERSION,
                "it speaks versions",
                () -> peer.send(RawPeer.hello(
                        "parley", new WireVersions(7, 9), new Frame.Hello.Session(1, 0, Frame.CONTROL, 0))));
    }

    /** It offers its own version beside this one, and says what nobody here has heard of. */
    @Test
    void servesAPeerOfALaterReleaseThatSpeaksThisVersionToo() {
        Frame.Hello now = RawPeer.hello(
                "parley", new WireVersions(1, 2), new Frame.Hello.Session(RawPeer.SESSION, 0, Frame.CONTROL, 0));
        WireBytes later = WireBytes.of(new byte[] {0, 0, 0, 0, 0, 1, 7, 7, 7}); // patience, lanes, and what comes later
        RawPeer peer = dial();
        peer.send(new Frame.Hello(
                new Frame.Hello.Offer(now.offer().versions(), 1L << 40, 0),
                now.peer(),
                now.session(),
                now.challenge(),
                later));
        until("the victim says HELLO", () -> peer.count(Frame.Hello.class) == 1);
        peer.goOn();
        until("the link is up", () -> peer.count(Frame.Heartbeat.class) > 0);
        HexFormat hex = HexFormat.of();
        peer.send(hex.parseHex("0000000a" + "01910100" + "0000" + "0002abcd")); // a type that may be skipped
        peer.send(hex.parseHex("00000012" + "01020200" + "0000" + "0002abcd" + "0000000000000000")); // a field that may
        peer.send(new Frame.Monitor(1, new WireRef(victimNode(), "/user/nobody", 1), own("/user/w")));
        until("it is served", () -> peer.count(Frame.Terminated.class) == 1);
        assertThat(peer.bye()).isNull();
    }

    @Test
    void refusesFramesBeforeHello() {
        RawPeer peer = dial();
        assertRefused(
                peer,
                WireError.UNEXPECTED_FRAME,
                "a frame before HELLO",
                () -> peer.send(user(deskRef(), WireRef.NONE)));
    }

    @Test
    void refusesASecondHello() {
        RawPeer peer = admitted();
        assertRefused(peer, WireError.UNEXPECTED_FRAME, "a second HELLO", () -> peer.send(RawPeer.hello()));
    }

    @Test
    void refusesANodeThatClaimsItsOwnAddress() {
        RawPeer peer = dial();
        Frame.Hello hello = RawPeer.hello(
                new Frame.Hello.Offer(WireVersions.OURS, 0, 0),
                new Frame.Hello.Peer("parley", victimNode(), "x"),
                new Frame.Hello.Session(1, 0, Frame.CONTROL, 0));
        assertRefused(peer, WireError.WRONG_NODE, "where this node does", () -> peer.send(hello));
    }

    @Test
    void refusesAGuestThatSaysWhereItListens() {
        RawPeer peer = dial();
        Frame.Hello hello = RawPeer.hello(Frame.Hello.Offer.GUEST);
        assertRefused(peer, WireError.WRONG_NODE, "a guest listens nowhere", () -> peer.send(hello));
    }

    @Test
    void endsFiftyConnectionsThatSayNothing() {
        List<RawPeer> silent = new ArrayList<>();
        try (LogLines log = new LogLines()) {
            for (int i = 0; i < 50; i++) {
                silent.add(dial());
            }
            assertServed();
            until("all are ended", () -> silent.stream().allMatch(RawPeer::isClosed));
            until("the log says why, of each", () -> log.count("did not say who it is in time") == 50);
        }
        assertThat(silent)
                .allSatisfy(peer -> assertThat(peer.bye())
                        .isNotNull()
                        .extracting(Frame.Bye::reason)
                        .isEqualTo(WireError.HANDSHAKE_TIMEOUT));
        assertServed();
    }

    @Test
    void endsAHandshakeThatTakesForEver() {
        RawPeer peer = dial();
        peer.send(new byte[] {0, 0});
        assertRefused(peer, WireError.HANDSHAKE_TIMEOUT, "in time", () -> peer.send(new byte[] {1}));
    }

    @Test
    void endsALinkWhosePeerSpeaksForOthers() {
        RawPeer control = admitted();
        RawPeer lane = laneOf(control);
        lane.send(new Frame.Lane(0, 1, 0));
        WireRef foreign = new WireRef(new WireNode("y", 9009, 1), "/user/z", 3);
        assertRefused(control, WireError.FOREIGN_SOURCE, "FOREIGN_SOURCE", () -> lane.send(user(deskRef(), foreign)));
        until("the lane ends too", lane::isClosed);
    }

    @Test
    void endsALinkWhosePeerWatchesForOthers() {
        RawPeer control = admitted();
        WireRef foreign = new WireRef(new WireNode("y", 9009, 1), "/user/z", 3);
        assertRefused(
                control,
                WireError.FOREIGN_SOURCE,
                "FOREIGN_SOURCE",
                () -> control.send(new Frame.Monitor(1, deskRef(), foreign)));
    }

    @Test
    void endsALinkWhosePeerPausesForOthers() {
        RawPeer control = admitted();
        WireRef foreign = new WireRef(new WireNode("y", 9009, 1), "/user/z", 3);
        assertRefused(
                control,
                WireError.FOREIGN_SOURCE,
                "FOREIGN_SOURCE",
                () -> control.send(new Frame.Pause(1, foreign, List.of())));
        RawPeer other = admitted();
        assertRefused(
                other, WireError.FOREIGN_SOURCE, "FOREIGN_SOURCE", () -> other.send(new Frame.Resume(1, foreign, 1)));
    }

    @Test
    void endsALinkWhosePeerWaitsForOthers() {
        RawPeer control = admitted();
        WireRef foreign = new WireRef(new WireNode("y", 9009, 1), "/user/z", 3);
        WireSlot slot = new WireSlot(RawPeer.SELF, 0, 77);
        assertRefused(
                control,
                WireError.FOREIGN_SOURCE,
                "FOREIGN_SOURCE",
                () -> control.send(new Frame.Waiting(foreign, slot, 1, List.of())));
    }

    @Test
    void takesNoNoticeOfWhoWaitsForARequestThatNobodyHas() {
        RawPeer control = admitted();
        WireSlot slot = new WireSlot(RawPeer.SELF, 0, 77);
        List<WireRef> others = Collections.nCopies(Frame.Waiting.MAX_BEFORE, own("/user/v"));
        for (int i = 0; i < MANY; i++) {
            control.send(new Frame.Waiting(own("/user/w"), slot, i, others));
        }
        assertServed();
        assertThat(control.count(Frame.Waiting.class)).isZero();
    }

    @Test
    void bearsTenThousandPausesAndEndsALinkOnOneMore() {
        RawPeer control = admitted();
        for (int i = 1; i <= MANY; i++) {
            control.send(new Frame.Pause(i, new WireRef(RawPeer.SELF, "/user/n" + i, i), List.of()));
        }
        control.send(new Frame.Resume(MANY + 1, new WireRef(RawPeer.SELF, "/user/nobody", 3), 7));
        until("what is not paused is answered, too", () -> control.count(Frame.Resumed.class) == 1);
        assertServed();
        assertRefused(
                control,
                WireError.LIMIT_REACHED,
                "more than 10000 actors are paused",
                () -> control.send(new Frame.Pause(MANY + 2, own("/user/w"), List.of())));
    }

    @Test
    void endsALinkWhosePeerSkipsSystemMessages() {
        RawPeer control = admitted();
        assertRefused(
                control,
                WireError.NUMBER_SKIPPED,
                "system message 3 after 1",
                () -> control.send(
                        new Frame.Monitor(1, deskRef(), own("/user/w")),
                        new Frame.Monitor(3, deskRef(), own("/user/w"))));
    }

    @Test
    void endsALinkWhosePeerGoesByALockThatIsNone() {
        RawPeer control = admitted();
        assertRefused(
                control,
                WireError.BAD_FIELD,
                "its lock cannot be read: protocol.lock line 1",
                () -> control.send(new Frame.Schema(WireBytes.of(new byte[] {'x', (byte) 0xFF}))));
    }

    @Test
    void endsALinkWhosePeerMixesUpItsConnections() {
        RawPeer control = admitted();
        assertRefused(
                control,
                WireError.UNEXPECTED_FRAME,
                "a frame of a lane on the control connection",
                () -> control.send(user(deskRef(), own("/user/w"))));
    }

    @Test
    void refusesAProcessThatGoesOnWithItsHandshakeWhenTheNextOneAtItsAddressIsIn() {
        RawPeer earlier = dial();
        earlier.send(RawPeer.hello());
        until("the victim says HELLO", () -> earlier.count(Frame.Hello.class) == 1);
        RawPeer next = dial();
        next.send(RawPeer.hello(new Frame.Hello.Session(RawPeer.SESSION + 1, 0, Frame.CONTROL, 0)));
        until("the victim says HELLO", () -> next.count(Frame.Hello.class) == 1);
        next.goOn();
        until("the link is up", () -> next.count(Frame.Heartbeat.class) > 0);
        earlier.goOn();
        until("the connection ends", earlier::isClosed);
        assertThat(earlier.bye()).isNotNull().extracting(Frame.Bye::reason).isEqualTo(WireError.LINK_GIVEN_UP);
        assertServed();
        assertThat(next.isClosed()).isFalse();
    }

    private static Frame.Hello ofAnotherProcess(Frame.Hello.Session session) {
        return RawPeer.hello(
                new Frame.Hello.Offer(WireVersions.OURS, 0, 0),
                new Frame.Hello.Peer(
                        "parley",
                        new WireNode(RawPeer.SELF.host(), RawPeer.SELF.port(), RawPeer.SELF.incarnation() + 1),
                        "x"),
                session);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void beginsAnewWithAnotherProcessThatComesWithTheSessionOfTheOneBefore(boolean knowsVictims) {
        RawPeer control = admitted();
        long session = control.welcome().session().own();
        RawPeer other = dial();
        other.send(ofAnotherProcess(
                new Frame.Hello.Session(RawPeer.SESSION, knowsVictims ? session : 0, Frame.CONTROL, 0)));
        until("the victim says HELLO", () -> other.count(Frame.Hello.class) == 1);
        assertThat(other.welcome().session().own()).isNotEqualTo(session);
        other.goOn();
        until("the link incarnation of the one before ends", control::isClosed);
        assertThat(victim().peers())
                .filteredOn(peer -> peer.name().equals("x"))
                .singleElement()
                .extracting(peer -> peer.node().incarnation())
                .isEqualTo(RawPeer.SELF.incarnation() + 1);
        assertServed();
    }

    @Test
    void refusesTheLaneOfAnotherProcessThanThatOfTheLink() {
        RawPeer control = admitted();
        long session = control.welcome().session().own();
        RawPeer lane = dial();
        assertRefused(
                lane,
                WireError.LINK_GIVEN_UP,
                "no such link incarnation here",
                () -> lane.send(ofAnotherProcess(new Frame.Hello.Session(RawPeer.SESSION, session, 0, 0))));
        assertThat(control.isClosed()).isFalse();
    }

    @Test
    void refusesAGuestWhoseLinkEndsDuringItsSecondHandshake() {
        RawPeer first = dial();
        first.send(RawPeer.guestHello(0, 0));
        until("the victim says HELLO", () -> first.count(Frame.Hello.class) == 1);
        first.goOn();
        until("the link is up", () -> first.count(Frame.Heartbeat.class) > 0);
        Frame.Hello.Session link = first.welcome().session();
        RawPeer second = dial();
        second.send(RawPeer.guestHello(link.guest(), link.own()));
        until("the victim says HELLO again", () -> second.count(Frame.Hello.class) == 1);
        first.send(new Frame.Bye(WireError.LEAVING, "it goes"));
        until("the link ends", () -> victim().peers().stream().noneMatch(peer -> peer.guest()));
        second.send(new Frame.Heartbeat(0));
        until("the second connection ends", second::isClosed);
        assertThat(second.bye()).isNotNull().extracting(Frame.Bye::reason).isEqualTo(WireError.LINK_GIVEN_UP);
        assertServed();
    }

    @Test
    void answersTenThousandWatchesOfNobody() {
        RawPeer control = admitted();
        for (int i = 1; i <= MANY; i++) {
            control.send(new Frame.Monitor(i, new WireRef(victimNode(), "/user/n" + i, i), own("/user/w")));
            if (i % 100 == 0) {
                control.send(new Frame.Heartbeat(control.count(Frame.Terminated.class)));
            }
        }
        until("all are answered", () -> control.count(Frame.Terminated.class) == MANY);
        assertServed();
    }

    @Test
    void refusesSpawnsOutsideOfItsPlaceForThem() {
        RawPeer control = admitted();
        String[] paths = {"/user/mine", "/system/x", "/spawned/x", "/spawned/a/b/c", "/guest/1/x"};
        for (int i = 0; i < paths.length; i++) {
            WireRef child = new WireRef(victimNode(), paths[i], 9);
            control.send(new Frame.Spawn(
                    i + 1,
                    child,
                    own("/user/w"),
                    new Frame.Recipe(
                            "desk",
                            new SpawnPolicy(SpawnPolicy.Strategy.STOP, 0, 0, 0, 0),
                            WireBytes.of(new byte[] {(byte) 0xA0}))));
        }
        until("all are answered", () -> control.count(Frame.Spawned.class) == paths.length);
        assertThat(control.heard.stream().filter(Frame.Spawned.class::isInstance))
                .allSatisfy(answer -> assertThat(((Frame.Spawned) answer).ok()).isFalse());
        assertServed();
    }

    @Test
    void dropsMessagesThatDoNotDecodeAndKeepsTheLink() {
        RawPeer control = admitted();
        RawPeer lane = laneOf(control);
        lane.send(new Frame.Lane(0, 1, 0));
        Frame.Body noise = new Frame.Body("Note", WireBytes.of(new byte[] {1, 2, 3}));
        lane.send(new Frame.User(deskRef(), own("/user/w"), WireSlot.NONE, 0, noise));
        Frame.Body unknown = new Frame.Body("no.such.Type", WireBytes.of(new byte[] {(byte) 0xA0}));
        lane.send(
                new Frame.User(deskRef(), own("/user/w"), new WireSlot(RawPeer.SELF, 0, 42), Long.MAX_VALUE, unknown));
        until(
                "the asker is answered",
                () -> lane.count(Frame.Reply.class) == 0
                        && victim().peers().stream()
                                .anyMatch(peer -> peer.name().equals("x") && peer.received() == 2));
        assertThat(control.isClosed()).isFalse();
        assertServed();
    }

    /** Who answers such a ref has a frame made of it on the node's loop. */
    @ParameterizedTest
    @CsvSource({"x, 9009, ''", "not a host, 9009, /user/w", "x, 0, /user/w"})
    void dropsAMessageWithARefThatNoFrameCanName(String host, int port, String path) {
        RawPeer control = admitted();
        RawPeer lane = laneOf(control);
        lane.send(new Frame.Lane(0, 1, 0));
        long before = undecodable();
        Frame.Body introduction = new Frame.Body("Desk.Introduce", WireBytes.of(introduction(host, port, path)));
        lane.send(new Frame.User(deskRef(), own("/user/w"), WireSlot.NONE, 0, introduction));
        until("it is a dead letter", () -> undecodable() == before + 1);
        assertThat(control.isClosed()).isFalse();
        assertServed();
    }

    private long undecodable() {
        return victim().system().snapshot().refused().getOrDefault(DropReason.NOT_DECODABLE, 0L);
    }

    /** A record of a ref and the number 7. */
    private static byte[] introduction(String host, int port, String path) {
        ByteArrayOutputStream cbor = new ByteArrayOutputStream();
        cbor.writeBytes(new byte[] {(byte) 0xA2, 1, (byte) 0x85});
        text(host, cbor);
        cbor.writeBytes(new byte[] {0x19, (byte) (port >>> Byte.SIZE), (byte) port, 0x18, 77});
        text(path, cbor);
        cbor.writeBytes(new byte[] {5, 2, 7});
        return cbor.toByteArray();
    }

    private static void text(String text, ByteArrayOutputStream cbor) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        cbor.write(0x60 + utf8.length);
        cbor.writeBytes(utf8);
    }
}
