package dev.parley.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Cancellable;
import dev.parley.remote.Endpoint;
import dev.parley.remote.transport.DialFailure;
import dev.parley.testkit.transport.Recorder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What cuts, resets, crashes and pauses do to connections, for every seed. */
class NetworkFaultTest {
    private static final Duration MOMENT = Duration.ofMillis(20);
    private static final byte[] MESSAGE = Pair.bytes(100);

    @Test
    void aCutSilencesAConnectionAndHealingDeliversAllAfterAnotherPartOfTheCut() {
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            simulation.cut("a", "b");
            pair.write(MESSAGE);
            simulation.run(Duration.ofSeconds(4));
            assertThat(pair.there.heardBytes()).isZero();

            simulation.heal("a", "b");
            simulation.run(Duration.ofMillis(2_100));
            assertThat(pair.there.heardBytes()).isZero();
            simulation.run(Duration.ofMillis(700));

            assertThat(pair.there.heard()).isEqualTo(MESSAGE);
            assertThat(pair.here.isClosed() || pair.there.isClosed()).isFalse();
        });
    }

    @Test
    void aLinkIsHealedWhenTheLastCutOnItIsMended() {
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            simulation.schedule(FaultPlan.of(
                    new Episode(Duration.ofSeconds(1), Duration.ofSeconds(4), new Fault.Cut("a", "b")),
                    new Episode(Duration.ofSeconds(2), Duration.ofSeconds(1), new Fault.Cut("b", "a")),
                    new Episode(Duration.ofSeconds(3), Duration.ofSeconds(3), new Fault.CutOneWay("b", "a"))));
            simulation.run(Duration.ofMillis(5_900));
            pair.write(MESSAGE);
            simulation.run(MOMENT);
            assertThat(pair.there.heardBytes()).isZero();

            simulation.run(Duration.ofMillis(300));
            assertThat(pair.there.heard()).isEqualTo(MESSAGE);
        });
    }

    @Test
    void aMendedCutLeavesTheCutsAloneThatBeganAfterHealing() {
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            Cancellable first = simulation.apply(new Fault.Cut("a", "b"));
            simulation.heal();
            simulation.cut("a", "b");
            first.cancel();
            pair.write(MESSAGE);
            simulation.run(MOMENT);

            assertThat(pair.there.heardBytes()).isZero();
        });
    }

    @Test
    void aConnectionWithNothingUnderWayWorksAtOnceAfterACut() {
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            simulation.cut("a", "b");
            simulation.run(Duration.ofSeconds(4));
            simulation.heal();
            pair.write(MESSAGE);
            simulation.run(MOMENT);

            assertThat(pair.there.heard()).isEqualTo(MESSAGE);
        });
    }

    @Test
    void aCutOfOneDirectionSilencesBoth() {
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            simulation.cutOneWay("a", "b");
            pair.write(MESSAGE);
            pair.answer(MESSAGE);
            simulation.run(Duration.ofSeconds(3));

            assertThat(pair.there.heardBytes()).isZero();
            assertThat(pair.here.heardBytes()).isZero();
        });
    }

    @Test
    void aCutOfOtherHostsDoesNotMatter() {
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            simulation.node("c");
            simulation.cut("a", "c");
            simulation.cut("b", "c");
            pair.write(MESSAGE);
            simulation.run(MOMENT);

            assertThat(pair.there.heard()).isEqualTo(MESSAGE);
        });
    }

    @Test
    void aDialBehindACutHangsUntilItsLimit() {
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            simulation.cutOneWay("b", "a");
            Recorder late = pair.dial(Pair.B);
            simulation.run(Pair.LIMIT.minusMillis(1));
            assertThat(late.calls()).isEmpty();
            simulation.run(Duration.ofMillis(1));

            assertThat(late.failure()).isInstanceOf(DialFailure.Unreachable.class);
            simulation.heal();
            simulation.run(Duration.ofMinutes(1));
            assertThat(late.calls()).containsExactly("dial failed");
        });
    }

    @Test
    void aDialOutlivesAShortCut() {
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            simulation.cut("a", "b");
            Recorder dialling = pair.dial(Pair.B);
            simulation.run(Duration.ofMillis(500));
            simulation.heal();
            simulation.run(Duration.ofSeconds(3));

            assertThat(dialling.isOpened()).isTrue();
        });
    }

    @Test
    void aHostThatNobodySetUpIsUnreachable() {
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            Recorder dialling = pair.dial(new Endpoint("nowhere", 9000));
            simulation.run(MOMENT);

            assertThat(dialling.failure()).isEqualTo(new DialFailure.Unreachable("no host is called 'nowhere'"));
        });
    }

    @Test
    void aResetEndsBothSidesAndLosesAnArbitrarySuffix() {
        Set<Integer> arrived = new HashSet<>();
        byte[] sent = Pair.bytes(1000);
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            for (int i = 0; i < 10; i++) {
                pair.write(Arrays.copyOfRange(sent, i * 100, (i + 1) * 100));
                simulation.run(Duration.ofNanos(200_000));
            }
            simulation.reset("a", "b");
            pair.write(MESSAGE);
            simulation.run(MOMENT);

            assertThat(pair.there.heard()).isEqualTo(Arrays.copyOf(sent, pair.there.heardBytes()));
            assertThat(pair.here.count("closed")).isOne();
            assertThat(pair.there.count("closed")).isOne();
            arrived.add(pair.there.heardBytes());
        });

        assertThat(arrived).as("prefixes of different lengths").hasSizeGreaterThan(Seeds.count() / 10);
    }

    @Test
    void aCrashEndsTheConnectionsOfThePeersAtOnceAndRefusesNewOnes() {
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            pair.answer(MESSAGE);
            simulation.run(Duration.ofNanos(500_000));
            List<String> callsBefore = pair.there.calls();
            simulation.crash("b");
            simulation.run(MOMENT);
            Recorder late = pair.dial(Pair.B);
            simulation.run(MOMENT);

            assertThat(pair.here.count("closed")).isOne();
            assertThat(pair.here.heard()).isEqualTo(Arrays.copyOf(MESSAGE, pair.here.heardBytes()));
            assertThat(pair.there.calls()).isEqualTo(callsBefore);
            assertThat(late.failure()).isEqualTo(new DialFailure.Refused());
        });
    }

    @Test
    void aCrashBehindACutIsNoticedOnlyAfterHealing() {
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            simulation.cut("a", "b");
            simulation.crash("b");
            simulation.run(Duration.ofSeconds(10));
            assertThat(pair.here.isClosed()).isFalse();

            simulation.heal();
            simulation.run(Duration.ofSeconds(7));
            assertThat(pair.here.count("closed")).isOne();
        });
    }

    @Test
    void theNextProcessOfAHostListensAtTheSamePort() {
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            simulation.crash("b");
            Recorder again = new Recorder();
            simulation.node("b").transport().bind(Pair.B, _ -> again);
            Recorder dialling = pair.dial(Pair.B);
            simulation.run(MOMENT);

            assertThat(dialling.isOpened()).isTrue();
            assertThat(again.isOpened()).isTrue();
            assertThat(again.heardBytes()).isZero();
        });
    }

    @Test
    void aPausedProcessSwallowsAWindowAndReadsItAllWhenItGoesOn() {
        byte[] flood = Pair.bytes(1 << 20);
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            simulation.pause("b");
            pair.write(flood);
            simulation.run(Duration.ofSeconds(12));
            assertThat(pair.here.unsentBytes()).isBetween(flood.length / 2, flood.length - 1);
            assertThat(pair.there.heardBytes()).isZero();
            assertThat(pair.here.isClosed()).isFalse();

            simulation.resume("b");
            assertThat(simulation.runUntil(() -> pair.there.heardBytes() == flood.length, Duration.ofMinutes(1)))
                    .isTrue();
            assertThat(Arrays.equals(pair.there.heard(), flood)).isTrue();
        });
    }

    @Test
    void aPausedProcessStillAcceptsInItsKernel() {
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            simulation.pause("b");
            Recorder dialling = pair.dial(Pair.B);
            simulation.run(MOMENT);
            assertThat(dialling.isOpened()).isTrue();
        });
    }

    @Test
    void latencyIsWhatWasAskedFor() {
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            simulation.latency(Duration.ofMillis(100), Duration.ofMillis(150));
            Duration before = simulation.now();
            pair.write(new byte[] {1});
            pair.until(() -> pair.there.heardBytes() == 1);

            assertThat(simulation.now().minus(before)).isBetween(Duration.ofMillis(100), Duration.ofMillis(150));
        });
    }

    @Test
    void bytesArriveInPiecesOfEverySize() throws IOException {
        Set<Integer> pieces = new HashSet<>();
        for (long seed = 1; seed <= 200; seed++) {
            try (Simulation simulation = Simulation.of(seed)) {
                Pair pair = new Pair(simulation);
                pair.write(MESSAGE);
                pair.until(() -> pair.there.heardBytes() == MESSAGE.length);
                pieces.addAll(pair.there.pieceSizes());
            }
        }

        assertThat(pieces).contains(1, MESSAGE.length).hasSizeGreaterThan(20);
    }

    @Test
    void theLatencyIsTheUsualAgainWhenTheLastChangeIsMended() {
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            Cancellable slow = simulation.apply(new Fault.Latency(Duration.ofMillis(100), Duration.ofMillis(150)));
            simulation
                    .apply(new Fault.Latency(Duration.ofMillis(300), Duration.ofMillis(400)))
                    .cancel();
            pair.write(MESSAGE);
            simulation.run(Duration.ofMillis(99));
            assertThat(pair.there.heardBytes()).isZero();

            slow.cancel();
            pair.answer(MESSAGE);
            simulation.run(MOMENT);
            assertThat(pair.here.heard()).isEqualTo(MESSAGE);
        });
    }

    @Test
    void aPartitionMakesItsCutsAndNoOthers() {
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            simulation.node("c");
            Cancellable alone = simulation.apply(Fault.Partition.single("c", List.of("a", "b")));
            pair.write(MESSAGE);
            Recorder cut = pair.dial(new Endpoint("c", 9000));
            simulation.run(MOMENT);
            assertThat(pair.there.heard()).isEqualTo(MESSAGE);
            assertThat(cut.calls()).isEmpty();

            alone.cancel();
            simulation.run(Duration.ofSeconds(2));
            assertThat(cut.failure()).isEqualTo(new DialFailure.Refused());
        });
    }

    @Test
    void partitionsHaveTheShapesThatTheyAreNamedAfter() {
        List<String> ab = List.of("a", "b");
        List<String> cd = List.of("c", "d");

        assertThat(cuts(Fault.Partition.halves(ab, cd)))
                .containsExactlyInAnyOrder("a>c", "a>d", "b>c", "b>d", "c>a", "d>a", "c>b", "d>b");
        assertThat(cuts(Fault.Partition.single("a", cd))).containsExactlyInAnyOrder("a>c", "a>d", "c>a", "d>a");
        assertThat(cuts(Fault.Partition.oneWay(ab, cd))).containsExactlyInAnyOrder("a>c", "a>d", "b>c", "b>d");
        assertThat(cuts(Fault.Partition.ring(List.of("a", "b", "c", "d"))))
                .containsExactlyInAnyOrder("a>c", "c>a", "b>d", "d>b");
        assertThat(cuts(Fault.Partition.bridge("x", List.of("a"), List.of("b"))))
                .containsExactlyInAnyOrder("a>b", "b>a");
        assertThat(Fault.Partition.bridge("x", ab, List.of("c"))).hasToString("partition a b | c but for x between");
    }

    private static List<String> cuts(Fault.Partition partition) {
        return partition.cuts().stream().map(cut -> cut.from() + ">" + cut.to()).toList();
    }

    @Test
    void lossDelaysBytesByResendsAndLeavesNoGap() {
        List<Duration> waits = new ArrayList<>();
        byte[] sent = Pair.bytes(500);
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            Cancellable loss = simulation.apply(new Fault.Loss("a", "b", 50));
            Duration before = simulation.now();
            for (int i = 0; i < 5; i++) {
                pair.write(Arrays.copyOfRange(sent, i * 100, (i + 1) * 100));
                simulation.run(Duration.ofMillis(1));
            }
            assertThat(simulation.runUntil(() -> pair.there.heardBytes() == sent.length, Duration.ofHours(1)))
                    .isTrue();
            waits.add(simulation.now().minus(before));
            assertThat(pair.there.heard()).isEqualTo(sent);

            loss.cancel();
            pair.answer(MESSAGE);
            simulation.run(MOMENT);
            assertThat(pair.here.heard()).isEqualTo(MESSAGE);
        });

        assertThat(waits).anyMatch(wait -> wait.compareTo(Duration.ofMillis(30)) < 0);
        assertThat(waits)
                .anySatisfy(wait -> assertThat(wait).isBetween(Duration.ofMillis(200), Duration.ofMillis(230)));
        assertThat(waits).anyMatch(wait -> wait.compareTo(Duration.ofSeconds(1)) > 0);
    }

    @Test
    void whatLossDelayedComesWithTheNextAttemptOnceItIsOver() {
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            Cancellable loss = simulation.apply(new Fault.Loss("a", "b", 99));
            pair.write(MESSAGE);
            simulation.run(Duration.ofSeconds(1));
            pair.write(MESSAGE);
            simulation.run(Duration.ofSeconds(1));
            loss.cancel();
            simulation.run(Duration.ofMillis(1_300).plus(MOMENT));

            assertThat(pair.there.heardBytes()).isEqualTo(2 * MESSAGE.length);
        });
    }

    @Test
    void lossDelaysDials() {
        List<Integer> opened = new ArrayList<>();
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            simulation.apply(new Fault.Loss("a", "b", 50));
            Recorder dialling = pair.dial(Pair.B);
            simulation.run(Duration.ofMillis(500));
            opened.add(dialling.isOpened() ? 1 : 0);
        });

        assertThat(opened).contains(0, 1);
    }

    @Test
    void aHalfOpenConnectionSwallowsBothWaysAndEndsAndNewOnesWork() {
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            simulation.apply(new Fault.HalfOpen("a", "b"));
            pair.write(MESSAGE);
            pair.answer(MESSAGE);
            Recorder fresh = pair.dial(Pair.B);
            simulation.run(MOMENT);
            pair.execute(() -> fresh.write(MESSAGE));
            pair.execute(() -> pair.here.connection().close());
            simulation.run(Duration.ofHours(1));

            assertThat(pair.there.calls()).containsExactly("open");
            assertThat(pair.here.heardBytes()).isZero();
            assertThat(pair.accepted.getLast().heard()).isEqualTo(MESSAGE);
        });
    }

    @Test
    void aHalfOpenConnectionGoesOnWhenItIsMended() {
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            simulation.schedule(
                    FaultPlan.of(new Episode(Duration.ZERO, Duration.ofSeconds(4), new Fault.HalfOpen("a", "b"))));
            simulation.run(Duration.ofMillis(1));
            pair.write(MESSAGE);
            simulation.run(Duration.ofSeconds(6));
            assertThat(pair.there.heardBytes()).isZero();

            simulation.run(Duration.ofMillis(700));
            assertThat(pair.there.heard()).isEqualTo(MESSAGE);
        });
    }

    @Test
    void singleBytesComeOneByOneUntilMended() {
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            Cancellable single = simulation.apply(new Fault.SingleBytes("a", "b"));
            pair.write(MESSAGE);
            simulation.run(MOMENT);
            assertThat(pair.there.heard()).isEqualTo(MESSAGE);
            assertThat(pair.there.pieceSizes()).containsOnly(1).hasSize(MESSAGE.length);

            single.cancel();
            byte[] more = Pair.bytes(1_000);
            pair.write(more);
            simulation.run(MOMENT);
            assertThat(pair.there.heardBytes()).isEqualTo(MESSAGE.length + more.length);
            assertThat(pair.there.pieceSizes()).hasSizeLessThan(MESSAGE.length + more.length / 2);
        });
    }

    @Test
    void aSlowLinkCarriesSoManyBytesASecondAndTheRestAtOnceWhenMended() {
        byte[] flood = Pair.bytes(100_000);
        Seeds.forEach(simulation -> {
            simulation.windows(new Swarm.Windows(1 << 17, 0));
            Pair pair = new Pair(simulation);
            Cancellable slow = simulation.apply(new Fault.SlowLink("a", "b", 10_000));
            pair.write(flood);
            simulation.run(Duration.ofSeconds(5));
            assertThat(pair.there.heardBytes()).isBetween(45_000, 50_000);

            slow.cancel();
            simulation.run(MOMENT);
            assertThat(Arrays.equals(pair.there.heard(), flood)).isTrue();
        });
    }

    @Test
    void connectionsShareASlowLink() {
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            Recorder second = pair.dial(Pair.B);
            simulation.run(MOMENT);
            simulation.apply(new Fault.SlowLink("a", "b", 1_000));
            pair.write(Pair.bytes(1_000));
            pair.execute(() -> second.write(Pair.bytes(1_000)));
            simulation.run(Duration.ofMillis(1_900));

            int heard = pair.accepted.stream().mapToInt(Recorder::heardBytes).sum();
            assertThat(heard).isLessThan(2_000);
            simulation.run(Duration.ofMillis(120));
            assertThat(pair.accepted.stream().mapToInt(Recorder::heardBytes).sum())
                    .isEqualTo(2_000);
        });
    }
}
