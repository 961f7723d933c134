package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Terminated;
import dev.parley.remote.PeerSnapshot;
import dev.parley.wire.Frame;
import dev.parley.wire.FrameEncoder;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import dev.parley.wire.WireRef;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a node does about a peer that breaks the rules of lanes. */
abstract class HostileLanesContract extends HostileScene {
    @Test
    void refusesALaneThatDoesNotExist() {
        RawPeer control = admitted();
        Frame.Hello hello = control.welcome();
        RawPeer lane = dial();
        assertRefused(
                lane,
                WireError.BAD_FIELD,
                "there is no lane 3: this link has 1",
                () -> lane.send(RawPeer.hello(
                        new Frame.Hello.Session(RawPeer.SESSION, hello.session().own(), 3, 0))));
        RawPeer other = laneOf(control);
        assertRefused(
                control,
                WireError.NUMBER_SKIPPED,
                "lane 5 on a connection of lane 0",
                () -> other.send(new Frame.Lane(5, 1, 0)));
    }

    @Test
    void hasNoMoreLanesThanItsPeerWould() {
        RawPeer control = admittedWithTwoLanes();
        assertThat(control.welcome().lanes()).as("it would have more itself").isEqualTo(4);
        long session = control.welcome().session().own();
        RawPeer second = dial();
        second.send(RawPeer.hello(new Frame.Hello.Session(RawPeer.SESSION, session, 1, 0)));
        second.send(new Frame.Lane(1, 1, 0));
        until("the second lane is open", () -> second.count(Frame.LaneAt.class) == 1);
        RawPeer third = dial();
        assertRefused(
                third,
                WireError.BAD_FIELD,
                "there is no lane 2: this link has 2",
                () -> third.send(RawPeer.hello(new Frame.Hello.Session(RawPeer.SESSION, session, 2, 0))));
    }

    /** Two lanes of one link, both open. */
    private List<RawPeer> twoLanes(RawPeer control) {
        List<RawPeer> both = new ArrayList<>();
        for (int number = 0; number < 2; number++) {
            both.add(lane(control, number, new Frame.Lane(number, 1, 0)));
        }
        return both;
    }

    private RawPeer lane(RawPeer control, int number, Frame.Lane generation) {
        long session = control.welcome().session().own();
        RawPeer lane = dial();
        lane.reaction = frame -> {
            if (frame instanceof Frame.Lane begun) {
                lane.send(new Frame.LaneAt(number, begun.generation(), begun.lastSent()));
            }
        };
        lane.send(RawPeer.hello(new Frame.Hello.Session(RawPeer.SESSION, session, number, 0)));
        lane.send(generation);
        until("the lane is open", () -> lane.count(Frame.LaneAt.class) == 1);
        return lane;
    }

    private RawPeer admittedWithTwoLanes() {
        RawPeer control = dial();
        control.send(RawPeer.hello().on(5_000, 2));
        until("the victim says HELLO", () -> control.count(Frame.Hello.class) == 1);
        control.goOn();
        until("the link is up", () -> control.count(Frame.Heartbeat.class) > 0);
        return control;
    }

    private static Frame.After after(int lane, long number) {
        return new Frame.After(List.of(new Frame.LanePosition(lane, number)));
    }

    private long received() {
        return victim().peers().stream()
                .filter(peer -> peer.name().equals("x"))
                .mapToLong(PeerSnapshot::received)
                .sum();
    }

    @Test
    void readsALaneNoFurtherThanWhatComesFirstInAnother() {
        List<RawPeer> lanes = twoLanes(admittedWithTwoLanes());
        Frame message = user(deskRef(), own("/user/w"));
        lanes.get(1).send(after(0, 2));
        for (int i = 0; i < 1_000; i++) {
            lanes.get(1).send(message);
        }
        lanes.get(0).send(message, new Frame.Lane(0, 2, 1));
        until("the first lane is read", () -> lanes.get(0).count(Frame.LaneAt.class) == 2);
        assertThat(received()).isEqualTo(1);
        lanes.get(0).send(message);
        until("all is read", () -> received() == 1_002);
        assertServed();
    }

    /** Each behind the other, so that no lane goes on for more than one message. */
    @Test
    void readsLanesThatWaitForEachOtherInTurn() {
        List<RawPeer> lanes = twoLanes(admittedWithTwoLanes());
        int turns = 20_000;
        try (LogLines log = new LogLines()) {
            lanes.get(1).send(inTurn(0, 1, turns));
            lanes.get(0).send(inTurn(1, 0, turns));
            until("all is read", () -> received() == 2L * turns);
            assertThat(log.count("failed in onBytes")).isZero();
        }
        assertServed();
    }

    private byte[] inTurn(int behind, int ahead, int turns) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FrameEncoder encoder = new FrameEncoder();
        encoder.intern();
        try {
            for (int turn = 1; turn <= turns; turn++) {
                if (turn - 1 + ahead > 0) {
                    encoder.encode(after(behind, turn - 1 + ahead));
                }
                encoder.encode(user(deskRef(), own("/user/w")));
                bytes.writeBytes(encoder.takeAll());
            }
        } catch (WireException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void readsOnWhenWhatComesFirstIsKnownToBeLost() {
        List<RawPeer> lanes = twoLanes(admittedWithTwoLanes());
        lanes.get(1).send(after(0, 9), user(deskRef(), own("/user/w")));
        lanes.get(0).send(new Frame.Lane(0, 2, 9));
        until("it is read", () -> received() == 1);
        assertServed();
    }

    @Test
    void hearsOfAnEndBehindTheWordsOfEachLaneThoughThoseOfOneAreLost() {
        RawPeer control = admittedWithTwoLanes();
        List<RawPeer> lanes = twoLanes(control);
        Ears ears = new Ears();
        ActorRef<Ears.Cmd> watcher = victim().system().spawn(() -> ears);
        watcher.tell(new Ears.Watch(victim().at(ActorAddress.parse("actor://x:9009/user/w"), Desk.Cmd.class)));
        until("it watches", () -> control.count(Frame.Monitor.class) == 1);
        Frame.Monitor watch = Objects.requireNonNull(control.first(Frame.Monitor.class));
        lanes.get(1).send(after(0, 1), user(deskRef(), own("/user/w")));
        control.send(new Frame.Terminated(
                1,
                watch.target(),
                watch.watcher(),
                new Frame.End(Frame.EndReason.STOPPED, ""),
                List.of(new Frame.LanePosition(0, 1), new Frame.LanePosition(1, 1))));
        until("the end is known", () -> control.count(Frame.Ack.class) == 1);
        lane(control, 1, new Frame.Lane(1, 2, 1));
        assertThat(ears.heard).isEmpty();
        lanes.get(0).send(user(deskRef(), own("/user/w")));
        until("it hears of the end", () -> ears.ends().size() == 1);
    }

    @Test
    void doesNotTakeAnEndThatWasHeldForTheAnswerToALaterWatch() {
        RawPeer control = admittedWithTwoLanes();
        List<RawPeer> lanes = twoLanes(control);
        Ears ears = new Ears();
        ActorRef<Ears.Cmd> watcher = victim().system().spawn(() -> ears);
        ActorRef<Desk.Cmd> name = victim().at(ActorAddress.parse("actor://x:9009/user/w"), Desk.Cmd.class);
        watcher.tell(new Ears.Watch(name));
        until("it watches", () -> control.count(Frame.Monitor.class) == 1);
        Frame.Monitor watch = Objects.requireNonNull(control.first(Frame.Monitor.class));
        control.send(ended(1, watch, Frame.EndReason.STOPPED));
        until("the end is known", () -> control.count(Frame.Ack.class) == 1);
        watcher.tell(new Ears.Unwatch(name));
        watcher.tell(new Ears.Watch(name));
        until("it watches again", () -> control.count(Frame.Monitor.class) == 2);
        lanes.get(0).send(user(deskRef(), own("/user/w")));
        until("what the end was held for has come", () -> received() == 1);
        control.send(ended(2, watch, Frame.EndReason.CRASHED));
        until("it hears of an end", () -> !ears.ends().isEmpty());
        assertThat(ears.ends()).hasSize(1).allMatch(Terminated.Crashed.class::isInstance);
    }

    private static Frame.Terminated ended(long number, Frame.Monitor watch, Frame.EndReason reason) {
        return new Frame.Terminated(
                number,
                watch.target(),
                watch.watcher(),
                new Frame.End(reason, ""),
                List.of(new Frame.LanePosition(0, 1)));
    }

    @Test
    void endsRequestsWhoseAnswersMayBeLostInWhateverLane() {
        RawPeer control = admittedWithTwoLanes();
        List<RawPeer> lanes = twoLanes(control);
        CompletableFuture<Integer> answer = victim().at(ActorAddress.parse("actor://x:9009/user/w"), Desk.Cmd.class)
                .askLater(new Desk.Count(), Duration.ofHours(1))
                .toCompletableFuture();
        until("it asks", () -> lanes.get(0).count(Frame.User.class) == 1);
        lane(control, 1, new Frame.Lane(1, 2, 0));
        assertThat(answer).as("none is lost").isNotDone();
        lane(control, 1, new Frame.Lane(1, 3, 1));
        until("it hears", answer::isDone);
        assertThat(Town.failure(answer)).isEqualTo(new Failure.Refused(DropReason.LINK_LOST));
    }

    @Test
    void endsALinkWhosePeerWaitsForALaneThatIsNoOther() {
        List<RawPeer> lanes = twoLanes(admittedWithTwoLanes());
        assertRefused(
                lanes.get(1),
                WireError.BAD_FIELD,
                "a lane that is no other",
                () -> lanes.get(1).send(after(1, 9)));
        List<RawPeer> others = twoLanes(admittedWithTwoLanes());
        assertRefused(
                others.get(0),
                WireError.BAD_FIELD,
                "a lane that is no other",
                () -> others.get(0).send(after(2, 0)));
        RawPeer control = admitted();
        assertRefused(
                control,
                WireError.UNEXPECTED_FRAME,
                "a frame of a lane on the control connection",
                () -> control.send(after(0, 0)));
    }

    @Test
    void endsALinkWhosePeerNamesALaneThatThereIsNot() {
        RawPeer control = admitted();
        assertRefused(
                control,
                WireError.BAD_FIELD,
                "a lane that there is not",
                () -> control.send(new Frame.Terminated(
                        1,
                        own("/user/w"),
                        deskRef(),
                        new Frame.End(Frame.EndReason.STOPPED, ""),
                        List.of(new Frame.LanePosition(1, 0)))));
        RawPeer other = admitted();
        assertRefused(
                other,
                WireError.BAD_FIELD,
                "a lane that there is not",
                () -> other.send(new Frame.Resumed(1, deskRef(), List.of(new Frame.LanePosition(9, 0)))));
    }

    @Test
    void endsALinkWhosePeerReportsWhatWasNeverSent() {
        RawPeer control = admitted();
        RawPeer lane = laneOf(control);
        lane.send(new Frame.Lane(0, 1, 0));
        assertRefused(
                control,
                WireError.NUMBER_SKIPPED,
                "frame 9 of the lane was never sent",
                () -> lane.send(new Frame.LaneAt(0, 1, 9)));
    }

    @Test
    void endsALinkWhosePeerSendsMessagesBeforeLane() {
        RawPeer control = admitted();
        RawPeer lane = laneOf(control);
        assertRefused(
                control,
                WireError.UNEXPECTED_FRAME,
                "a message before LANE",
                () -> lane.send(user(deskRef(), own("/user/w"))));
    }

    @Test
    void saysOnEachConnectionWhyAFrameOnOneEndsTheLink() {
        RawPeer control = admitted();
        RawPeer lane = openLaneOf(control);
        byte[] reserved = HexFormat.of().parseHex("00000006" + "01090000" + "0000");
        assertRefused(lane, WireError.UNKNOWN_FRAME, "a frame of type 9", () -> lane.send(reserved));
        until("control ends, too", control::isClosed);
        assertThat(control.bye()).isNotNull().extracting(Frame.Bye::reason).isEqualTo(WireError.UNKNOWN_FRAME);
    }

    @Test
    void endsALinkWhosePeerSpeaksOfControlOnALane() {
        List<Frame> ofControl = List.of(
                new Frame.Heartbeat(0),
                new Frame.Ack(0),
                new Frame.Refusal(WireRef.NONE, WireRef.NONE, WireError.NO_SUCH_ACTOR, ""),
                new Frame.Monitor(1, deskRef(), own("/user/w")));
        for (Frame frame : ofControl) {
            RawPeer lane = openLaneOf(admitted());
            assertRefused(lane, WireError.UNEXPECTED_FRAME, "a control frame on a lane", () -> lane.send(frame));
        }
    }

    @Test
    void readsNothingBehindAFarewellOnALane() {
        RawPeer control = admitted();
        RawPeer lane = openLaneOf(control);
        lane.send(new Frame.Bye(WireError.BROKEN, "enough"), user(deskRef(), own("/user/w")));
        until("the victim closes it", lane::isClosed);
        assertThat(lane.bye()).as("a farewell is not answered").isNull();
        assertThat(received()).isZero();
        assertThat(control.isClosed()).as("control lives").isFalse();
        assertServed();
    }

    @Test
    void readsNothingBehindAFarewellThatEndsControlAlone() {
        RawPeer control = admitted();
        control.send(
                new Frame.Bye(WireError.DUPLICATE_CONNECTION, "another is kept"),
                new Frame.Monitor(1, new WireRef(victimNode(), "/user/nobody", 1), own("/user/w")));
        until("the victim closes it", control::isClosed);
        assertThat(control.count(Frame.Terminated.class)).isZero();
        assertThat(control.bye()).as("a farewell is not answered").isNull();
        assertServed();
    }

    private RawPeer openLaneOf(RawPeer control) {
        RawPeer lane = laneOf(control);
        lane.send(new Frame.Lane(0, 1, 0));
        until("the lane is open", () -> lane.count(Frame.LaneAt.class) == 1);
        return lane;
    }

    @Test
    void refusesALaneOfALinkThatIsNotThere() {
        RawPeer lane = dial();
        assertRefused(
                lane,
                WireError.LINK_GIVEN_UP,
                "no such link incarnation here",
                () -> lane.send(RawPeer.hello(new Frame.Hello.Session(RawPeer.SESSION, 123, 0, 0))));
    }
}
