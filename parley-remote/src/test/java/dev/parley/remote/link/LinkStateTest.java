package dev.parley.remote.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.remote.LinkConfig;
import dev.parley.remote.PeerSnapshot.State;
import dev.parley.remote.link.LinkState.Effect;
import dev.parley.remote.link.LinkState.Input;
import dev.parley.remote.link.LinkState.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinkStateTest {
    private static final long MILLI = 1_000_000;
    private static final LinkState.Rules MEMBER = LinkState.Rules.of(LinkConfig.defaults(), true);
    private static final LinkState.Rules GUEST = LinkState.Rules.of(LinkConfig.defaults(), false);
    private static final Input WANTED = new Input.Wanted();
    private static final Input CONNECTED = new Input.Connected();
    private static final Input LOST = new Input.Lost();
    private static final Input HEARD = new Input.Heard();
    private static final Input TICK = new Input.Tick();
    private static final Input ENDED = new Input.Ended("it left");
    private static final Input REFUSED = new Input.DialFailed(true, 0);
    private static final Input FAILED = new Input.DialFailed(false, 0);

    private final List<Effect> effects = new ArrayList<>();
    private LinkState.Rules rules = MEMBER;
    private LinkState state = LinkState.idle(0);
    private long nowMillis;

    private void on(Input... inputs) {
        for (Input input : inputs) {
            Step step = state.on(input, nowMillis * MILLI, rules);
            state = step.next();
            effects.addAll(step.effects());
        }
    }

    /** Lets time pass as the driver does: ticks come when they are due. */
    private void pass(long millis) {
        long untilMillis = nowMillis + millis;
        while (wakeMillis() <= untilMillis) {
            nowMillis = Math.max(nowMillis, wakeMillis());
            on(TICK);
        }
        nowMillis = untilMillis;
    }

    private long wakeMillis() {
        long wakeNanos = state.wakeNanos(rules);
        return wakeNanos == Long.MAX_VALUE ? wakeNanos : (wakeNanos + MILLI - 1) / MILLI;
    }

    private void in(State phase) {
        switch (phase) {
            case IDLE -> {}
            case CONNECTING -> on(WANTED);
            case UP -> on(WANTED, CONNECTED);
            case SUSPECT -> on(WANTED, CONNECTED, LOST);
            case DOWN -> on(WANTED, CONNECTED, ENDED);
        }
        effects.clear();
        assertThat(state.phase()).isEqualTo(phase);
    }

    private long count(Class<? extends Effect> kind) {
        return effects.stream().filter(kind::isInstance).count();
    }

    /** A peer that is given up after so long, and so many failed dials that the pause is at its longest: a second. */
    private void failUntilThePauseIsLongest(Duration patience) {
        rules = LinkState.Rules.of(LinkConfig.defaults().withTimeouts(Duration.ofMillis(100), patience), true);
        for (int i = 0; i < 10; i++) {
            on(WANTED, FAILED);
            pass(400);
        }
    }

    private void wantTenTimesEvery(long millis) {
        for (int i = 0; i < 10; i++) {
            on(WANTED);
            pass(millis);
        }
    }

    @Test
    void dialsAgainAlsoWhereThePauseIsLongerThanThePatience() {
        failUntilThePauseIsLongest(Duration.ofMillis(300));
        effects.clear();
        wantTenTimesEvery(400);

        assertThat(count(Effect.Dial.class)).as("dials in 4 s").isPositive();
    }

    /** Each time when something is wanted, the pause has as long to go as the patience. */
    @Test
    void dialsAgainAlsoWhereItIsWantedInStepWithItsPauses() {
        failUntilThePauseIsLongest(Duration.ofMillis(200));
        wantTenTimesEvery(1_000);
        effects.clear();
        wantTenTimesEvery(1_000);

        assertThat(count(Effect.Dial.class)).as("dials in 10 s").isGreaterThan(3);
    }

    @Test
    void dialsWhenWantedAndIsUpOnceConnected() {
        on(WANTED);
        assertThat(state.phase()).isEqualTo(State.CONNECTING);
        assertThat(effects).containsExactly(new Effect.Dial());

        on(CONNECTED);
        assertThat(state.phase()).isEqualTo(State.UP);
        assertThat(state.connected()).isTrue();
        assertThat(effects).containsExactly(new Effect.Dial(), new Effect.Beat());
    }

    @Test
    void goesFromEachPhaseWhereEachInputLeads() {
        //                          IDLE            CONNECTING        UP             SUSPECT        DOWN
        leads(WANTED, State.CONNECTING, State.CONNECTING, State.UP, State.SUSPECT, State.CONNECTING);
        leads(CONNECTED, State.UP, State.UP, State.UP, State.UP, State.UP);
        leads(LOST, State.IDLE, State.CONNECTING, State.SUSPECT, State.SUSPECT, State.DOWN);
        leads(HEARD, State.IDLE, State.CONNECTING, State.UP, State.SUSPECT, State.DOWN);
        leads(TICK, State.IDLE, State.CONNECTING, State.UP, State.SUSPECT, State.DOWN);
        leads(ENDED, State.DOWN, State.DOWN, State.DOWN, State.DOWN, State.DOWN);
        leads(FAILED, State.IDLE, State.CONNECTING, State.UP, State.SUSPECT, State.DOWN);
    }

    @SuppressWarnings("EnumOrdinal") // the table's columns stand in the order of the phases
    private void leads(Input input, State... to) {
        for (State from : State.values()) {
            state = LinkState.idle(0);
            in(from);
            on(input);
            assertThat(state.phase()).as("%s in %s", input, from).isEqualTo(to[from.ordinal()]);
            long ends = from == State.DOWN || to[from.ordinal()] != State.DOWN ? 0 : 1;
            assertThat(count(Effect.GiveUp.class)).as("%s in %s", input, from).isEqualTo(ends);
        }
    }

    @Test
    void takesTwoRefusalsFiftyMillisecondsApartForADeath() {
        on(WANTED, REFUSED);
        pass(LinkState.REFUSED_PAUSE_MILLIS - 1);
        assertThat(count(Effect.Dial.class)).isEqualTo(1);
        pass(1);
        assertThat(count(Effect.Dial.class)).isEqualTo(2);
        assertThat(state.phase()).isEqualTo(State.CONNECTING);

        on(REFUSED);
        assertThat(state.phase()).isEqualTo(State.DOWN);
        assertThat(effects).last().isEqualTo(new Effect.GiveUp("nobody listens there"));
        assertThat(nowMillis).isEqualTo(LinkState.REFUSED_PAUSE_MILLIS);
    }

    @Test
    void takesTwoRefusalsForADeathAlsoAfterAConnectionWasLost() {
        in(State.SUSPECT);
        on(REFUSED);
        pass(LinkState.REFUSED_PAUSE_MILLIS);
        on(REFUSED);
        assertThat(state.phase()).isEqualTo(State.DOWN);
    }

    @Test
    void countsRefusalsInARowOnly() {
        on(WANTED, REFUSED);
        pass(50);
        on(FAILED);
        pass(2_000);
        on(REFUSED);
        assertThat(state.phase()).isEqualTo(State.CONNECTING);
    }

    @Test
    void doubtsASilentPeerAndDialsAFreshConnectionWhileTheOldOneStays() {
        in(State.UP);
        pass(2_499);
        assertThat(state.phase()).isEqualTo(State.UP);
        pass(1);
        assertThat(state.phase()).isEqualTo(State.SUSPECT);
        assertThat(state.connected()).isTrue();
        assertThat(count(Effect.Dial.class)).isEqualTo(1);

        on(HEARD);
        assertThat(state.phase()).isEqualTo(State.UP);
    }

    @Test
    void doubtsNoPeerThatBeatsInTimeHoweverDifferentlyBothAreConfigured() {
        Duration second = Duration.ofSeconds(1);
        for (LinkConfig ours : List.of(patient(second, 2), patient(second, 5), patient(second.dividedBy(10), 2))) {
            for (LinkConfig theirs :
                    List.of(patient(second, 2), patient(second, 60), patient(second.multipliedBy(9), 3))) {
                rules = LinkState.Rules.of(ours, true);
                state = LinkState.idle(0);
                nowMillis = 0;
                long patienceMillis = ours.failureTimeout().toMillis();
                long beatMillis =
                        LinkState.Rules.of(theirs, true).towards(patienceMillis).heartbeatNanos() / MILLI;
                on(WANTED, CONNECTED);
                for (int i = 0; i < 10; i++) {
                    pass(i == 0 ? beatMillis * 3 / 2 : beatMillis); // half of it under way
                    assertThat(state.phase()).as("%s hears %s", ours, theirs).isEqualTo(State.UP);
                    on(HEARD);
                }
            }
        }
    }

    private static LinkConfig patient(Duration heartbeat, int beats) {
        return LinkConfig.defaults().withTimeouts(heartbeat, heartbeat.multipliedBy(beats));
    }

    @Test
    void beatsNoFasterThanAHundredTimesASecondWhateverAPeerAsksFor() {
        rules = MEMBER.towards(1);
        on(WANTED, CONNECTED);
        effects.clear();
        for (int i = 0; i < 10; i++) {
            pass(100);
            on(HEARD);
        }
        assertThat(effects).hasSize(100).containsOnly(new Effect.Beat());
    }

    @Test
    void givesAPeerUpAfterTheFailureTimeoutOfSilence() {
        in(State.UP);
        pass(4_999);
        assertThat(state.phase()).isEqualTo(State.SUSPECT);
        pass(1);
        assertThat(state.phase()).isEqualTo(State.DOWN);
        assertThat(effects).last().isEqualTo(new Effect.GiveUp("nothing heard for 5000 ms"));
    }

    @Test
    void givesAPeerUpInTimeAlsoWhileADialGetsNoAnswer() {
        in(State.UP);
        pass(1_000);
        on(HEARD, LOST);
        pass(5_000);
        assertThat(state.phase()).isEqualTo(State.DOWN);
    }

    @Test
    void givesUpConnectingAfterTheFailureTimeout() {
        on(WANTED);
        pass(4_999);
        assertThat(state.phase()).isEqualTo(State.CONNECTING);
        pass(1);
        assertThat(state.phase()).isEqualTo(State.DOWN);
    }

    @Test
    void beatsEachHeartbeatWhileConnectedAndNeverWithoutAConnection() {
        in(State.UP);
        for (int i = 0; i < 10; i++) {
            pass(1_000);
            on(HEARD);
        }
        assertThat(count(Effect.Beat.class)).isEqualTo(10);

        on(LOST);
        effects.clear();
        pass(4_000);
        assertThat(count(Effect.Beat.class)).isZero();
    }

    @Test
    void forgivesTheSilenceOfItsOwnPause() {
        in(State.UP);
        nowMillis += 12_000; // this process stood still
        on(TICK);
        assertThat(state.phase()).isEqualTo(State.UP);
        on(HEARD);
        pass(1_000);
        assertThat(state.phase()).isEqualTo(State.UP);
    }

    @Test
    void forgivesItsOwnPauseWhateverInputComesFirstAfterIt() {
        in(State.UP);
        nowMillis += 12_000;
        on(LOST, TICK);
        assertThat(state.phase()).isEqualTo(State.SUSPECT);
    }

    @Test
    void forgivesItsOwnPauseWhileConnecting() {
        in(State.CONNECTING);
        nowMillis += 12_000;
        on(TICK);
        assertThat(state.phase()).isEqualTo(State.CONNECTING);
    }

    @Test
    void judgesAPeerThatStaysSilentAfterItsOwnPause() {
        in(State.UP);
        nowMillis += 12_000;
        on(TICK);
        pass(5_000);
        assertThat(state.phase()).isEqualTo(State.DOWN);
    }

    @Test
    void waitsLongerAfterEachFailedDialUpToASecond() {
        on(WANTED);
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            state = state.on(FAILED, nowMillis * MILLI, rules).next();
            pauses.add(state.nextDialNanos() / MILLI - nowMillis);
        }
        assertThat(pauses).containsExactly(50L, 100L, 200L, 400L, 800L, 1_000L, 1_000L, 1_000L);
    }

    @Test
    void addsTheJitterToThePause() {
        on(WANTED, new Input.DialFailed(false, 7 * MILLI));
        assertThat(state.nextDialNanos()).isEqualTo(57 * MILLI);
    }

    @Test
    void dialsADeadPeerAFewTimesASecondHoweverOftenItIsWanted() {
        for (int i = 0; i < 10_000; i++) {
            on(WANTED);
            if (state.dialing()) {
                on(REFUSED);
            }
            pass(1);
        }
        assertThat(count(Effect.Dial.class)).isBetween(15L, 30L);
    }

    @Test
    void dialsAtOnceAfterALinkThatHadWorked() {
        in(State.DOWN);
        on(WANTED);
        assertThat(effects).containsExactly(new Effect.Dial());
    }

    @Test
    void neverDialsAGuestAndRefusesWhatIsMeantForOneThatIsGone() {
        rules = GUEST;
        on(CONNECTED, LOST);
        pass(4_999);
        assertThat(state.phase()).isEqualTo(State.SUSPECT);
        pass(1);
        assertThat(state.phase()).isEqualTo(State.DOWN);
        effects.clear();
        on(WANTED);
        on(WANTED);
        assertThat(effects).hasSize(2).allMatch(Effect.GiveUp.class::isInstance);
    }

    @Test
    void neverHasTwoDialsUnderWayAndAlwaysMovesOnWhateverHappens() {
        Input[] inputs = {WANTED, CONNECTED, LOST, HEARD, TICK, ENDED, REFUSED, FAILED};
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            state = LinkState.idle(0);
            rules = seed % 2 == 0 ? MEMBER : GUEST;
            nowMillis = 0;
            for (int i = 0; i < 300; i++) {
                Input input = inputs[random.nextInt(inputs.length)];
                boolean wasDialing = state.dialing();
                effects.clear();
                if (!(input instanceof Input.DialFailed) || wasDialing) {
                    on(input);
                }
                assertThat(count(Effect.Dial.class)).isLessThanOrEqualTo(wasDialing ? 0 : 1);
                ticksComeToRest(seed);
                nowMillis += random.nextInt(1_500);
            }
        }
    }

    /** A tick that is due leaves a state whose next tick is later, after a few at most: the driver never spins. */
    private void ticksComeToRest(long seed) {
        int ticks = 0;
        while (state.wakeNanos(rules) <= nowMillis * MILLI) {
            on(TICK);
            assertThat(++ticks).as("ticks at one moment, seed %d", seed).isLessThan(5);
        }
    }
}
