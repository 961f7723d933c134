package dev.parley.remote.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.Frame;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireRef;
import dev.parley.wire.WireSlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final WireRef ACTOR = new WireRef(new WireNode("b", 9001, 1), "/user/x", 7);

    private final AtomicLong bytes = new AtomicLong();
    private final LaneOut out = new LaneOut(0, bytes);
    private final LaneIn in = new LaneIn(0);

    private static Frame frame(int bytes) {
        return new Frame.User(
                ACTOR, WireRef.NONE, WireSlot.NONE, 0, new Frame.Body("m", WireBytes.of(new byte[bytes])));
    }

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            out.add(frame(1));
        }
    }

    /** Hands all that may leave to a connection that brings the first {@code arriving} of it to the peer. */
    private int send(int arriving) {
        int sent = 0;
        while (out.poll() != null) {
            if (sent < arriving) {
                in.delivered();
            }
            sent++;
        }
        return sent;
    }

    /** A new connection; gives what the sender learns of losses, or -1 when a frame of the opening was lost. */
    private long reconnect(boolean laneArrives, boolean answerArrives) {
        out.closed();
        in.closed();
        Frame.Lane lane = out.begin();
        if (!laneArrives) {
            return -1;
        }
        assertThat(in.fault(lane)).isNull();
        Frame.LaneAt answer = in.begin(lane);
        assertThat(out.isFalse(answer)).isFalse();
        return answerArrives ? out.opened(answer) : -1;
    }

    @Test
    void sendsNothingBeforeThePeerHasSaidWhatArrived() {
        add(3);
        assertThat(out.poll()).isNull();
        Frame.Lane lane = out.begin();
        assertThat(out.poll()).isNull();
        out.opened(in.begin(lane));
        assertThat(send(3)).isEqualTo(3);
        assertThat(out.totals(0)).isEqualTo(new LaneTotals(3, 0, 0, 0, 0));
    }

    @Test
    void neverCountsBelowNoneWhateverAPeerSaysThatItSent() {
        in.begin(new Frame.Lane(0, 1, Long.MAX_VALUE));
        in.delivered();
        in.closed();
        Frame.Lane next = new Frame.Lane(0, 2, Long.MAX_VALUE);
        assertThat(in.fault(next)).isNull();
        in.begin(next);
        assertThat(in.totals()).isEqualTo(new LaneTotals(0, 0, 0, 1, Long.MAX_VALUE));
        assertThat(in.totals().plus(in.totals())).isEqualTo(new LaneTotals(0, 0, 0, 2, Long.MAX_VALUE));
    }

    @Test
    void countsExactlyWhatAConnectionTookWithIt() {
        add(10);
        assertThat(reconnect(true, true)).isZero();
        send(6);
        assertThat(reconnect(true, true)).isEqualTo(4);
        assertThat(in.totals()).isEqualTo(new LaneTotals(0, 0, 0, 6, 4));
    }

    @Test
    void countsExactlyOverALostLaneAndALostLaneAt() {
        add(10);
        reconnect(true, true);
        send(6);
        assertThat(reconnect(false, false)).isEqualTo(-1);
        assertThat(reconnect(true, false)).isEqualTo(-1);
        add(5);
        assertThat(send(5)).as("nothing leaves before LANE-AT").isZero();
        assertThat(reconnect(true, true)).isEqualTo(4);
        assertThat(send(0)).isEqualTo(5);
        assertThat(reconnect(true, true)).isEqualTo(5);
        assertThat(out.totals(0)).isEqualTo(new LaneTotals(15, 9, 0, 0, 0));
        assertThat(in.totals()).isEqualTo(new LaneTotals(0, 0, 0, 6, 9));
    }

    @Test
    void ignoresTheAnswerOfAnEarlierGenerationAndASecondAnswer() {
        add(2);
        Frame.LaneAt early = in.begin(out.begin());
        in.closed();
        Frame.LaneAt present = in.begin(out.begin());
        assertThat(out.opened(early)).isZero();
        assertThat(out.poll()).isNull();
        out.opened(present);
        assertThat(out.poll()).isNotNull();
        assertThat(out.opened(present)).isZero();
        assertThat(out.totals(0).lost()).isZero();
    }

    @Test
    void findsAnAnswerFalseThatSpeaksOfFramesNeverSent() {
        add(2);
        reconnect(true, true);
        send(2);
        assertThat(out.isFalse(new Frame.LaneAt(0, 1, 3))).isTrue();
        assertThat(out.isFalse(new Frame.LaneAt(0, 1, -1))).isTrue();
        assertThat(out.isFalse(new Frame.LaneAt(1, 1, 2))).isTrue();
        assertThat(out.isFalse(new Frame.LaneAt(0, 1, 2))).isFalse();
    }

    @Test
    void refusesOpeningsThatNoCorrectPeerSends() {
        assertThat(in.fault(new Frame.Lane(1, 1, 0))).contains("lane 1 on a connection of lane 0");
        in.begin(new Frame.Lane(0, 4, 0));
        in.delivered();
        assertThat(in.fault(new Frame.Lane(0, 5, 1)))
                .as("twice on a connection, to ask what has come")
                .isNull();
        in.closed();
        assertThat(in.fault(new Frame.Lane(0, 4, 1)))
                .as("a repeated generation")
                .isNotNull();
        assertThat(in.fault(new Frame.Lane(0, 5, 0))).as("fewer sent than came").isNotNull();
        assertThat(in.fault(new Frame.Lane(0, 7, 1)))
                .as("generations may be skipped")
                .isNull();
    }

    @Test
    void balancesOverAnySequenceOfLossesOnBothSides() {
        for (long seed = 0; seed < 500; seed++) {
            balances(new Random(seed), seed);
        }
    }

    private static void balances(Random random, long seed) {
        LaneTest lane = new LaneTest();
        for (int i = 0; i < 30; i++) {
            lane.add(random.nextInt(10));
            lane.reconnect(random.nextInt(4) > 0, random.nextInt(4) > 0);
            lane.send(random.nextInt(12));
        }
        lane.reconnect(true, true);
        LaneTotals sent = lane.out.totals(lane.out.unaccounted());
        LaneTotals received = lane.in.totals();
        assertThat(sent.sent()).as("seed %d", seed).isEqualTo(received.received() + sent.lost());
        assertThat(received.missed()).as("seed %d", seed).isEqualTo(sent.lost());
        assertThat(sent.inDoubt()).as("seed %d", seed).isZero();
    }

    @Test
    void leavesInDoubtWhatHadNoReportWhenTheLinkEnded() {
        add(10);
        reconnect(true, true);
        send(6);
        assertThat(out.unaccounted()).isEqualTo(10);
    }

    @Test
    void countsTheBytesThatWait() {
        out.add(frame(10));
        out.add(frame(20));
        assertThat(bytes.get()).isEqualTo(30);
        out.opened(in.begin(out.begin()));
        out.poll();
        assertThat(bytes.get()).isEqualTo(20);
        assertThat(out.drain()).hasSize(1);
        assertThat(bytes).hasValue(0);
    }

    @Test
    void knowsWhichFramesAreDeliveredOrLost() {
        add(5);
        reconnect(true, true);
        List<Boolean> past = new ArrayList<>();
        send(3);
        past.add(in.isPast(3));
        past.add(in.isPast(4));
        reconnect(true, true);
        past.add(in.isPast(5));
        assertThat(past).containsExactly(true, false, true);
    }

    private static Frame.LanePosition at(int lane, long number) {
        return new Frame.LanePosition(lane, number);
    }

    @Test
    void saysInFrontOfAFrameWhatComesFirstAndDoesNotNumberThat() {
        reconnect(true, true);
        out.add(frame(1));
        out.follow(at(1, 5));
        out.add(frame(1));
        assertThat(out.lastNumber()).isEqualTo(2);
        assertThat(out.poll()).isInstanceOf(Frame.User.class);
        assertThat(out.poll()).isEqualTo(new Frame.After(List.of(at(1, 5))));
        assertThat(out.sent()).isEqualTo(1);
        assertThat(out.lastNumber()).isEqualTo(2);
        assertThat(out.poll()).isInstanceOf(Frame.User.class);
        assertThat(out.totals(0).sent()).isEqualTo(2);
    }

    @Test
    void saysOnEachConnectionWhatCameFirst() {
        out.follow(at(1, 5));
        out.follow(at(2, 3));
        out.follow(at(1, 8));
        reconnect(true, true);
        assertThat(send(0))
                .as("what was said first, and three times in its place")
                .isEqualTo(4);
        reconnect(true, true);
        assertThat(out.poll()).isEqualTo(new Frame.After(List.of(at(1, 8), at(2, 3))));
        assertThat(out.poll()).isNull();
        out.followNothing();
        reconnect(true, true);
        assertThat(out.poll()).isNull();
    }

    @Test
    void followsNobodyWhoHasSaidNothing() {
        out.follow(at(1, 0));
        reconnect(true, true);
        assertThat(out.poll()).isNull();
    }

    @Test
    void givesBackMessagesAloneWhenTheLinkEnds() {
        out.follow(at(1, 5));
        out.add(frame(1));
        assertThat(out.drain()).hasSize(1);
        assertThat(out.lastNumber()).isZero();
    }
}
