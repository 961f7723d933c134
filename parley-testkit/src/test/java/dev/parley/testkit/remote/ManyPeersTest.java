package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.Terminated;
import dev.parley.remote.Endpoint;
import dev.parley.remote.transport.NodeEnvironment;
import dev.parley.testkit.simulation.Simulation;
import dev.parley.wire.Frame;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireError;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireRef;
import dev.parley.wire.WireSlot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node has to do with more others in its life than it has room for at a time. */
class ManyPeersTest {
    private static final int MORE_THAN_LINKS = 5_000;
    private static final int AT_ONCE = 500;

    /** For so many links to members that were given up, and some more, an earlier one is forgotten. */
    private static final int AS_MANY_AS_REST = 1_100;

    /** Links that are kept though their peers were given up, and some that are not. */
    private static final int MOST_KEPT = 1_100;

    private final Town town = new Town(Simulation.of(1));

    ManyPeersTest() {
        town.member("a");
        town.simulation.node("gone"); // refuses whoever dials
    }

    @AfterEach
    void close() {
        town.simulation.close();
    }

    private ActorRef<Desk.Cmd> gone(int number) {
        return town.node("a")
                .at(ActorAddress.parse("actor://gone:" + (10_000 + number) + "/user/desk"), Desk.Cmd.class);
    }

    private void assertServesOthers() {
        assertThat(town.node("a").peers().size()).as("links").isLessThan(MOST_KEPT);
        town.member("b");
        assertThat(town.exported("b", "a").ask(new Desk.Count())).isEqualTo(100);
        assertThat(town.exported("a", "b").ask(new Desk.Count())).isEqualTo(100);
    }

    @Test
    void goesOnThoughItHasSpokenToThousandsThatAreGone() {
        speakToThousandsThatAreGone();
        assertServesOthers();
    }

    @Test
    void letsOthersInWhileItLooksForThousandsThatDoNotAnswer() {
        town.simulation.cut("a", "gone");
        for (int i = 0; i < MORE_THAN_LINKS; i++) {
            gone(i).tell(new Desk.Note(i));
        }
        town.run(Duration.ofMillis(100));
        town.member("b");
        assertThat(town.exported("b", "a").ask(new Desk.Count())).isEqualTo(100);
    }

    private void speakToThousandsThatAreGone() {
        for (int i = 0; i < MORE_THAN_LINKS; i++) {
            gone(i).tell(new Desk.Note(i));
            if (i % AT_ONCE == 0) {
                town.run(Duration.ofSeconds(10));
            }
        }
        town.run(Duration.ofSeconds(10));
    }

    @Test
    void aRefToWhoWasForgottenReachesHimOnceHeIsThere() {
        ActorRef<Desk.Cmd> late = town.exported("a", "late");
        late.tell(new Desk.Note(1));
        speakToThousandsThatAreGone();
        List<Terminated> ends = new ArrayList<>();
        town.node("a").system().watch(late, ends::add);
        town.run(Duration.ofSeconds(10));
        assertThat(ends).as("he is not there yet").hasSize(1);
        town.member("late");
        assertThat(late.ask(new Desk.Count())).isEqualTo(100);
        late.tell(new Desk.Note(2));
        town.until("the note came", () -> town.desk("late").notes.equals(List.of(2)));
    }

    /** A slot may name a third node, and an answer to it is the reason for a link. */
    @Test
    void isNotFilledUpByAGuestThatWantsAnswersSentToThousandsOfNodes() {
        fill(Frame.CBOR, new WireRef(new WireNode("a", Town.PORT, 0), "/user/nobody", 0));
        assertServesOthers();
    }

    @Test
    void isNotFilledUpByAGuestWhoseMessagesCannotBeRelayed() {
        fill(Frame.JSON, null);
        assertServesOthers();
    }

    /** Requests to that target, or each to another node. */
    private void fill(int codec, @Nullable WireRef target) {
        RawPeer guest = RawPeer.dial(town.simulation.node("x"), new Endpoint("a", Town.PORT));
        guest.send(RawPeer.minimalHello(new Frame.Hello.Session(RawPeer.SESSION, 0, Frame.CONTROL, 0)));
        guest.goOn();
        for (int i = 0; i < MORE_THAN_LINKS; i++) {
            WireNode third = new WireNode("gone", 10_000 + i, 7);
            WireRef to = target == null ? new WireRef(third, "/user/desk", 0) : target;
            guest.send(new Frame.User(
                    to,
                    WireRef.NONE,
                    target == null ? WireSlot.NONE : new WireSlot(third, 0, 1 + i),
                    0,
                    new Frame.Body("Desk.Count", codec, WireBytes.of(new byte[] {(byte) 0xA0}))));
            if (i % AT_ONCE == 0) {
                guest.goOn();
                town.run(Duration.ofSeconds(1));
            }
        }
        town.run(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Frame.CONTROL})
    void refusesAConnectionWhoseLinkIsForgottenDuringItsHandshake(int lane) {
        NodeEnvironment world = town.simulation.node("x");
        RawPeer first = greeted(world, RawPeer.hello());
        first.goOn();
        town.until("the link is up", () -> first.count(Frame.Heartbeat.class) > 0);
        long session = first.welcome().session().own();
        RawPeer second = greeted(world, RawPeer.hello(new Frame.Hello.Session(RawPeer.SESSION, session, lane, 0)));
        first.send(new Frame.Bye(WireError.LEAVING, "it goes"));
        for (int i = 0; i < AS_MANY_AS_REST; i++) {
            gone(i).tell(new Desk.Note(i));
        }
        town.run(Duration.ofMillis(200));
        assertThat(town.node("a").peers())
                .as("links")
                .noneMatch(peer -> peer.name().equals("x"));
        second.send(lane == 0 ? new Frame.Lane(0, 1, 0) : new Frame.Heartbeat(0));
        town.until("the connection ends", second::isClosed);
        assertThat(second.bye()).isNotNull().extracting(Frame.Bye::reason).isEqualTo(WireError.LINK_GIVEN_UP);
        town.run(Duration.ofSeconds(10));
        assertServesOthers();
    }

    private RawPeer greeted(NodeEnvironment world, Frame.Hello hello) {
        RawPeer peer = RawPeer.dial(world, new Endpoint("a", Town.PORT));
        peer.send(hello);
        town.until("the member says HELLO", () -> peer.count(Frame.Hello.class) == 1);
        return peer;
    }
}
