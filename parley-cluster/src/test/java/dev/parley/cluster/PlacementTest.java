package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cluster.Placement.Effect;
import dev.parley.cluster.Placement.Whereabouts;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacementTest {
    private static final long T = PlacementModel.T;
    private static final int SEEDS = Boolean.getBoolean("parley.full") ? 20_000 : 400;
    private static final int DISTURBANCES = 30;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void placesTheSingletonOnTheFirstNodeSoonAfterTheStart(int size) {
        PlacementModel model = placed(size);
        assertThat(model.hosts()).containsExactly(0);
        assertThat(model.whereabouts()).allMatch(Whereabouts.On.class::isInstance);
    }

    @Test
    void movesItWithinLittleMoreThanTheTimeoutWhenTheHostIsLost() {
        PlacementModel model = placed(3);
        long first = model.epochOf(0);
        model.pause(0);
        model.run(T * 13 / 10);
        assertThat(model.hosts()).containsExactly(1);
        assertThat(model.epochOf(1)).isGreaterThan(first);
    }

    @Test
    void aHostThatStoodStillIsNoHostWhenItWakes() {
        PlacementModel model = placed(3);
        model.pause(0);
        model.run(T * 12 / 5);
        model.resume(0);
        assertThat(model.hosts()).containsExactly(1);
        model.run(T / 4);
        assertThat(model.hosts()).containsExactly(1);
        assertThat(on(model.whereabouts().getFirst()).epoch()).isEqualTo(model.epochOf(1));
    }

    @Test
    void aHostWithoutAMajorityFallsSilentAndSaysSo() {
        PlacementModel model = placed(3);
        model.cut(0, 1);
        model.cut(0, 2);
        model.run(T * 6 / 5);
        assertThat(model.hosts()).doesNotContain(0);
        assertThat(model.whereabouts().getFirst()).isEqualTo(new Whereabouts.NoQuorum());
        model.run(T);
        assertThat(model.hosts()).containsExactly(1);
        model.heal();
        model.run(T / 2);
        assertThat(model.hosts()).containsExactly(1);
        assertThat(model.whereabouts()).allMatch(Whereabouts.On.class::isInstance);
    }

    @Test
    void aNodeThatSeesAMajorityButNotTheHostDisturbsNobody() {
        PlacementModel model = placed(3);
        long first = model.epochOf(0);
        model.cut(0, 1);
        model.run(10 * T);
        assertThat(model.hosts()).containsExactly(0);
        assertThat(model.epochOf(0)).isEqualTo(first);
        assertThat(model.whereabouts().get(1)).isEqualTo(new Whereabouts.Moving());
    }

    @Test
    void placesItAnewUnderAHigherEpochWhenTheActorEnds() {
        PlacementModel model = placed(3);
        long first = model.epochOf(0);
        model.fail(0);
        model.run(T / 2);
        assertThat(model.hosts()).containsExactly(0);
        assertThat(model.epochOf(0)).isEqualTo(first + 3);
    }

    @Test
    void aNodeThatLeavesIsFollowedAtOnce() {
        PlacementModel model = placed(3);
        model.leave(0);
        model.run(T / 2);
        assertThat(model.hosts()).containsExactly(1);
    }

    @Test
    void aNodeThatLeavesWhileItClaimsGivesTheVotesBackAndDoesNotHost() {
        Placement leaving = new Placement(Nodes.peers(3, 0), "n0", Epochs.atStart(T, 0, 0), new Random(1));
        leaving.on(1, new PeerMessage.Here(true), T);
        leaving.on(2, new PeerMessage.Here(true), T);
        Ballot claimed = claimedIn(leaving.tick(T));
        List<Effect> farewell = leaving.leave(T + 1);
        assertThat(leaving.on(1, new PeerMessage.Granted(claimed), T + 2)).noneMatch(Effect.Start.class::isInstance);
        assertThat(farewell)
                .contains(
                        new Effect.Send(1, new PeerMessage.Resigned(claimed)),
                        new Effect.Send(2, new PeerMessage.Resigned(claimed)));
    }

    @Test
    void aClaimWinsSoonOrNever() {
        Placement slow = new Placement(Nodes.peers(3, 0), "n0", Epochs.atStart(T, 0, 0), new Random(1));
        slow.on(1, new PeerMessage.Here(true), T);
        Ballot claimed = claimedIn(slow.tick(T));
        assertThat(slow.on(1, new PeerMessage.Granted(claimed), T + T / 5))
                .noneMatch(Effect.Start.class::isInstance)
                .contains(new Effect.Send(1, new PeerMessage.Resigned(claimed)));
    }

    @Test
    void anEpochThatNoClockCanHaveGivenStopsNothing() {
        PlacementModel model = placed(3);
        long first = model.epochOf(0);
        for (int hearer = 0; hearer < 3; hearer++) {
            for (PeerMessage absurd : absurd(Long.MAX_VALUE - hearer)) {
                model.hears(hearer, (hearer + 1) % 3, absurd);
            }
        }
        assertThat(model.hosts()).containsExactly(0);
        assertThat(model.epochOf(0)).isEqualTo(first);
        model.fail(0);
        model.run(T / 2);
        assertThat(model.hosts()).containsExactly(0);
        assertThat(model.epochOf(0)).isEqualTo(first + 3);
    }

    private static List<PeerMessage> absurd(long epoch) {
        Ballot ballot = new Ballot(epoch, 1);
        return List.of(
                new PeerMessage.Denied(ballot, epoch, 0),
                new PeerMessage.Superseded(epoch),
                new PeerMessage.Claim(ballot),
                new PeerMessage.Beat(ballot, 0, "n", Nodes.actor(1, 1)));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, Long.MAX_VALUE})
    void whoIsDeniedWaitsNoLongerThanItsOwnTimeout(long waitNanos) {
        Placement denied = new Placement(Nodes.peers(2, 0), "n0", Epochs.atStart(T, 0, 0), new Random(1));
        denied.on(1, new PeerMessage.Here(true), T);
        Ballot claimed = claimedIn(denied.tick(T));
        denied.on(1, new PeerMessage.Denied(claimed, 0, waitNanos), T);
        denied.on(1, new PeerMessage.Here(true), 2 * T);
        assertThat(denied.tick(T)).isEmpty();
        assertThat(claimedIn(denied.tick(2 * T + T / 5))).isNotEqualTo(claimed);
    }

    @Test
    void aBeatThatWasNotSentYetIsNotHeardByAnybody() {
        Placement host = new Placement(Nodes.peers(2, 0), "n0", Epochs.atStart(T, 0, 0), new Random(1));
        host.on(1, new PeerMessage.Here(true), T);
        Ballot ballot = claimedIn(host.tick(T));
        host.on(1, new PeerMessage.Granted(ballot), T);
        host.hosting(ballot, Nodes.actor(0, ballot.epoch()), T);
        host.on(1, new PeerMessage.Heard(ballot, Long.MAX_VALUE / 2), T);
        host.on(1, new PeerMessage.Heard(ballot, Long.MIN_VALUE), T);
        host.tick(T * 3 / 2);
        host.tick(2 * T);
        assertThat(host.remainingNanos(ballot, 2 * T)).isNotPositive();
    }

    private static Ballot claimedIn(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Send(int _, PeerMessage.Claim(Ballot ballot))) {
                return ballot;
            }
        }
        throw new AssertionError("no claim in " + effects);
    }

    @Test
    void aNodeThatCannotHostDoesNotKeepOthersFromIt() {
        PlacementModel model = placed(5);
        for (int other = 2; other < 5; other++) {
            model.cut(0, other);
        }
        model.run(4 * T);
        assertThat(model.hosts()).containsExactly(1);
    }

    @Test
    void aSingleNodeThatRestartsHostsAgainAfterTheTimeout() {
        PlacementModel model = placed(1);
        model.restart(0);
        model.run(T * 9 / 10);
        assertThat(model.hosts()).isEmpty();
        model.run(T / 2);
        assertThat(model.hosts()).containsExactly(0);
    }

    @Test
    void aNodeThatForgotItsEpochHostsInAHigherOneAmongNodesThatNeverKnewIt() {
        PlacementModel model = new PlacementModel(3, 3);
        model.cut(2, 0);
        model.cut(2, 1);
        model.run(2 * T);
        long first = model.epochOf(0);
        assertThat(model.hosts()).containsExactly(0);
        model.restart(0);
        model.heal();
        model.cut(1, 0);
        model.cut(1, 2);
        model.run(2 * T);
        assertThat(model.hosts()).containsExactly(0);
        assertThat(model.epochOf(0)).isGreaterThan(first);
    }

    @Test
    void epochsAreUsedUpMoreSlowlyThanTheWallClockRaisesThem() {
        Duel duel = new Duel(Peers.MOST, Hosting.SHORTEST);
        duel.run(Hosting.SHORTEST);
        long claimed = duel.highestEpoch();
        long floor = duel.floor();
        duel.run(Duration.ofMillis(500));
        assertThat(duel.highestEpoch() - claimed)
                .as("even where its clock runs a tenth too fast")
                .isBetween((duel.floor() - floor) / 2, (duel.floor() - floor) * 10 / 11);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void neverHostsTwiceWhateverHappensAndHostsAgainWhenAllIsWell(int size) {
        for (long seed = 0; seed < SEEDS; seed++) {
            PlacementModel model = new PlacementModel(seed, size);
            try {
                for (int i = 0; i < DISTURBANCES; i++) {
                    model.run((seed * 31 + i * 17L) % 40 * T / 10);
                    model.disturb();
                }
                model.heal();
                model.run(6 * T);
                assertThat(model.hosts()).hasSize(1);
                List<Whereabouts> everywhere = model.whereabouts();
                assertThat(everywhere).containsOnly(everywhere.getFirst());
                assertThat(on(everywhere.getFirst()).node())
                        .isEqualTo(model.hosts().getFirst());
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ", " + size + " nodes", e);
            }
        }
    }

    private static PlacementModel placed(int size) {
        PlacementModel model = new PlacementModel(size, size);
        model.run(T * 7 / 5);
        return model;
    }

    private static Placement.Host on(Whereabouts whereabouts) {
        return switch (whereabouts) {
            case Whereabouts.On(Placement.Host host) -> host;
            case Whereabouts.Moving _, Whereabouts.NoQuorum _ -> throw new AssertionError(whereabouts);
        };
    }
}
