package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.remote.Endpoint;
import dev.parley.remote.Node;
import dev.parley.remote.PeerSnapshot;
import dev.parley.remote.PeerSnapshot.State;
import dev.parley.remote.transport.Connection;
import dev.parley.remote.transport.ConnectionHandler;
import dev.parley.remote.transport.DialFailure;
import dev.parley.remote.transport.NodeEnvironment;
import dev.parley.testkit.simulation.Simulation;
import dev.parley.wire.Frame;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer that shows signs of life, and reads nothing of what it is told. */
@ParameterizedClass
@ValueSource(longs = {1, 2, 3})
class DeafPeerTest {
    private static final int MESSAGES = 400;
    private static final int MESSAGE_BYTES = 32 << 10;

    /** Four times the five seconds after which a silent peer is given up, and some beats more. */
    private static final Duration STANDSTILL = Duration.ofSeconds(23);

    /** Twelve times the five seconds, and some beats more. */
    private static final Duration SILENCE = Duration.ofSeconds(64);

    /** Beats for a minute until it is asked, and a minute until it would have to have answered. */
    private static final int TRICKLE = 125;

    /** What a node gathers for a connection that is not read, and what the network takes. */
    private static final int MOST_GATHERED_BYTES = 512 << 10;

    /** Some more than fit into the two minutes that a guest has for a sixteenth of what waits. */
    private static final int SIPS = 9;

    private static final int BURSTS = 100;
    private static final int FRAMES_A_BURST = 1_000;

    private static final Duration NOT_YET = Duration.ofSeconds(17);
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final Town town;
    private final Node victim;
    private final NodeEnvironment world;
    private long generation;

    DeafPeerTest(long seed) {
        town = new Town(Simulation.of(seed));
        victim = town.member("v");
        world = town.simulation.node("x");
    }

    @AfterEach
    void close() {
        town.simulation.close();
    }

    private RawPeer welcomed(Frame.Hello hello) {
        RawPeer peer = RawPeer.dial(world, new Endpoint("v", Town.PORT));
        peer.send(hello);
        town.until("the victim says HELLO", () -> peer.count(Frame.Hello.class) == 1);
        peer.goOn();
        town.until("the link is up", () -> peer.count(Frame.Heartbeat.class) > 0);
        return peer;
    }

    /** It says that all that was ever sent has come, or nothing. */
    private RawPeer lane(RawPeer control, boolean hasCome) {
        Frame.Hello.Session link = control.welcome().session();
        RawPeer lane = RawPeer.dial(world, new Endpoint("v", Town.PORT));
        lane.reaction = frame -> {
            if (frame instanceof Frame.Lane opening) {
                long last = hasCome ? opening.lastSent() : 0;
                lane.send(new Frame.LaneAt(opening.lane(), opening.generation(), last));
            }
        };
        Frame.Hello.Session joining = new Frame.Hello.Session(RawPeer.SESSION, link.own(), 0, link.guest());
        lane.send(link.guest() == 0 ? RawPeer.hello(joining) : RawPeer.guestHello(joining));
        town.until("the victim says HELLO", () -> lane.count(Frame.Hello.class) == 1);
        lane.send(new Frame.Lane(0, ++generation, 0));
        town.until("the lane is open", () -> lane.count(Frame.Lane.class) == 1);
        return lane;
    }

    private RawPeer minimalGuest() {
        return welcomed(RawPeer.minimalHello(new Frame.Hello.Session(RawPeer.SESSION, 0, Frame.CONTROL, 0)));
    }

    /** What the victim has for an actor of the guest's. */
    private ActorRef<Desk.Cmd> of(RawPeer guest) {
        String id = Long.toUnsignedString(guest.welcome().session().guest());
        return victim.at(new ActorAddress(victim.id(), "/guest/" + id + "/x", 5), Desk.Cmd.class);
    }

    private void tellMuch(ActorRef<Desk.Cmd> target) {
        Stream.generate(() -> new Desk.Blob(new byte[MESSAGE_BYTES]))
                .limit(MESSAGES)
                .forEach(target::tell);
    }

    /** It goes on beating for so long. */
    private void beat(RawPeer peer, Duration time) {
        for (Duration left = time; left.isPositive(); left = left.minus(BEAT)) {
            peer.goOn();
            town.run(BEAT);
        }
    }

    /** It goes on beating, and reads a little at the end. */
    private void sip(RawPeer guest) {
        beat(guest, NOT_YET);
        int heardBytes = guest.heardBytes();
        guest.readOn();
        town.until("it reads a little", () -> guest.heardBytes() > heardBytes || guest.isClosed());
        guest.stopReading();
    }

    private void beatUntil(String what, RawPeer peer, BooleanSupplier condition) {
        for (int i = 0; i < 60 && !condition.getAsBoolean(); i++) {
            beat(peer, BEAT);
        }
        assertThat(condition.getAsBoolean()).as(what).isTrue();
    }

    private PeerSnapshot peer() {
        return victim.peers().getFirst();
    }

    private void assertGivenUp(RawPeer guest, RawPeer deaf, ActorRef<Desk.Cmd> target) {
        deaf.stopReading();
        tellMuch(target);
        beat(guest, NOT_YET);
        assertThat(peer().queued()).isGreaterThan(MESSAGES / 2);
        try (LogLines log = new LogLines()) {
            beat(guest, STANDSTILL.minus(NOT_YET));
            assertThat(log.count("is given up: it does not read what it is sent"))
                    .isEqualTo(1);
        }
        assertThat(victim.peers())
                .as("nothing waits for it any more")
                .allMatch(peer -> peer.state() == State.DOWN && peer.queued() == 0);
    }

    private void assertReplaced(RawPeer member, Duration after, String why) {
        try (LogLines log = new LogLines()) {
            beat(member, after);
            assertThat(log.count("lane 0 to x (x:9009) " + why + ": it is dialled anew"))
                    .isEqualTo(1);
        }
        assertThat(peer().state()).isEqualTo(State.UP);
    }

    @Test
    void aMinimalGuestIsGivenUp() {
        RawPeer guest = minimalGuest();
        assertGivenUp(guest, guest, of(guest));
    }

    @Test
    void aMinimalGuestThatReadsALittleNowAndThenIsGivenUp() {
        RawPeer guest = minimalGuest();
        guest.stopReading();
        tellMuch(of(guest));
        try (LogLines log = new LogLines()) {
            for (int i = 0; i < SIPS && !guest.isClosed(); i++) {
                sip(guest);
            }
            assertThat(log.count("is given up: it reads too little of what it is sent"))
                    .isEqualTo(1);
        }
        assertThat(guest.heardBytes()).as("bytes that it has read").isLessThan(MESSAGES * MESSAGE_BYTES / 16);
        assertThat(victim.peers())
                .as("nothing waits for it any more")
                .allMatch(peer -> peer.state() == State.DOWN && peer.queued() == 0);
    }

    @Test
    void aGuestThatDoesNotReadItsLaneIsGivenUp() {
        RawPeer guest = welcomed(RawPeer.guestHello(0, 0));
        RawPeer lane = lane(guest, true);
        assertGivenUp(guest, lane, of(guest));
    }

    @Test
    void aGuestThatNeverSaysWhatHasComeIsGivenUpHoweverOftenItDialsItsLane() {
        RawPeer guest = welcomed(RawPeer.guestHello(0, 0));
        Frame.Hello.Session link = guest.welcome().session();
        ActorRef<Desk.Cmd> target = of(guest);
        for (int i = 1; i <= 8 && !victim.peers().isEmpty(); i++) {
            RawPeer lane = RawPeer.dial(world, new Endpoint("v", Town.PORT));
            lane.send(RawPeer.guestHello(new Frame.Hello.Session(RawPeer.SESSION, link.own(), 0, link.guest())));
            lane.send(new Frame.Lane(0, i, 0));
            target.tell(new Desk.Note(i));
            beat(guest, SILENCE.dividedBy(2));
        }
        assertThat(victim.peers())
                .as("nothing waits for it any more")
                .allMatch(peer -> peer.state() == State.DOWN && peer.queued() == 0);
    }

    @Test
    void theLaneOfAMemberIsReplacedAndAllThatWaitedArrives() {
        RawPeer member = welcomed(RawPeer.hello());
        RawPeer deaf = lane(member, true);
        deaf.stopReading();
        tellMuch(victim.at(ActorAddress.parse("actor://x:9009/user/x"), Desk.Cmd.class));
        assertReplaced(member, STANDSTILL, "takes nothing any more");
        long lost = peer().sent();
        RawPeer next = lane(member, true);
        beatUntil("the rest has come", member, () -> next.count(Frame.User.class) == MESSAGES - lost);
    }

    @Test
    void theLaneOfAMemberThatIsSilentAtRestIsReplacedAndTheLossKnown() {
        RawPeer member = welcomed(RawPeer.hello());
        RawPeer deaf = lane(member, true);
        deaf.stopReading();
        ActorRef<Desk.Cmd> target = victim.at(ActorAddress.parse("actor://x:9009/user/x"), Desk.Cmd.class);
        target.tell(new Desk.Note(1));
        assertReplaced(member, SILENCE, "is silent");
        target.tell(new Desk.Note(2));
        RawPeer next = lane(member, false);
        town.until("what was said since has come", () -> next.count(Frame.User.class) == 1);
        assertThat(peer().lost()).isEqualTo(1);
    }

    @Test
    void theLaneOfAMemberThatIsSilentWhileALittleIsSaidAllTheTimeIsReplacedAndTheLossKnown() {
        RawPeer member = welcomed(RawPeer.hello());
        RawPeer deaf = lane(member, true);
        deaf.reaction = _ -> {}; // it may fill no buffer
        ActorRef<Desk.Cmd> target = victim.at(ActorAddress.parse("actor://x:9009/user/x"), Desk.Cmd.class);
        try (LogLines log = new LogLines()) {
            for (int i = 0; i < TRICKLE; i++) {
                target.tell(new Desk.Note(i));
                beat(member, BEAT);
            }
            assertThat(log.count("lane 0 to x (x:9009) is silent: it is dialled anew"))
                    .isEqualTo(1);
        }
        RawPeer next = lane(member, false);
        town.until("what was said since has come", () -> next.count(Frame.User.class) + peer().lost() == TRICKLE);
        assertThat(peer().lost()).isBetween(50L, 70L);
    }

    @Test
    void theLaneOfAMemberIsDoubtedAgainWithEachControlConnection() {
        RawPeer member = welcomed(RawPeer.hello());
        RawPeer lane = lane(member, true);
        long session = member.welcome().session().own();
        Frame.Hello.Session known = new Frame.Hello.Session(RawPeer.SESSION, session, Frame.CONTROL, 0);
        RawPeer second = welcomed(RawPeer.hello(known));
        town.until("it is doubted", () -> lane.count(Frame.Lane.class) == 2);
        lane.reaction = _ -> {};
        victim.at(ActorAddress.parse("actor://x:9009/user/x"), Desk.Cmd.class).tell(new Desk.Note(1));
        beatUntil("it is asked at rest", second, () -> lane.count(Frame.Lane.class) == 3);
        RawPeer third = welcomed(RawPeer.hello(known));
        assertReplaced(third, Duration.ofSeconds(7), "is silent");
    }

    @Test
    void whoOpensGenerationsAndReadsNoAnswersIsOwedOne() {
        RawPeer member = welcomed(RawPeer.hello());
        RawPeer lane = lane(member, true);
        lane.stopReading();
        for (int burst = 0; burst < BURSTS; burst++) {
            lane.send(Stream.generate(() -> new Frame.Lane(0, ++generation, 0))
                    .limit(FRAMES_A_BURST)
                    .toArray(Frame[]::new));
            town.run(Duration.ofMillis(10));
        }
        lane.readOn();
        beatUntil(
                "the last one is answered",
                member,
                () -> lane.heard.stream()
                        .anyMatch(frame -> frame instanceof Frame.LaneAt last && last.generation() == generation));
        assertThat(lane.heardBytes()).isLessThan(MOST_GATHERED_BYTES);
    }

    @Test
    void whoReadsNoAcknowledgementsIsOwedOne() {
        RawPeer member = welcomed(RawPeer.hello());
        WireRef nobody = new WireRef(new WireNode("v", Town.PORT, 0), "/user/nobody", 1);
        WireRef own = new WireRef(RawPeer.SELF, "/user/w", 5);
        member.stopReading();
        int last = 50_000;
        for (int number = 1; number <= last; number++) {
            member.send(new Frame.Unmonitor(number, nobody, own));
            town.run(Duration.ofMillis(1));
        }
        member.readOn();
        beatUntil(
                "the last one is acknowledged",
                member,
                () -> member.heard.stream().anyMatch(frame -> switch (frame) {
                    case Frame.Ack ack -> ack.number() == last;
                    case Frame.Heartbeat beat -> beat.delivered() == last;
                    default -> false;
                }));
        assertThat(member.heardBytes()).isLessThan(MOST_GATHERED_BYTES);
    }

    /** Somebody listens where the member says that it does, and says nothing: a dial to there takes its limit. */
    private void listenSilently() {
        ConnectionHandler silent = new ConnectionHandler() {
            @Override
            public void onOpen(Connection connection) {}

            @Override
            public void onDialFailed(DialFailure failure) {}

            @Override
            public void onBytes(ByteBuffer bytes) {}

            @Override
            public void onWritable() {}

            @Override
            public void onClosed(String cause) {}
        };
        try {
            world.transport().bind(new Endpoint("x", 9009), _ -> silent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theLaneOfAMemberThatIsSilentIsReplacedThoughOneWasDialledMeanwhile() {
        listenSilently();
        RawPeer member = welcomed(RawPeer.hello());
        beat(member, Duration.ofSeconds(7)); // the victim has waited for a lane, and dials one
        RawPeer silent = RawPeer.dial(world, new Endpoint("v", Town.PORT));
        silent.send(RawPeer.hello(new Frame.Hello.Session(
                RawPeer.SESSION, member.welcome().session().own(), 0, 0)));
        town.until("the victim says HELLO", () -> silent.count(Frame.Hello.class) == 1);
        silent.send(new Frame.Lane(0, 1, 0));
        town.until("the victim asks what has come", () -> silent.count(Frame.Lane.class) == 1);
        assertReplaced(member, SILENCE, "is silent");
    }

    @Test
    void whoReadsSlowlyIsNot() {
        RawPeer guest = minimalGuest();
        guest.stopReading();
        tellMuch(of(guest));
        for (int i = 0; i < 5; i++) {
            sip(guest);
        }
        assertThat(peer().state()).isEqualTo(State.UP);
        assertThat(peer().queued()).isGreaterThan(MESSAGES / 2);
        guest.readOn();
        beatUntil("all has come", guest, () -> guest.count(Frame.User.class) == MESSAGES);
    }
}
