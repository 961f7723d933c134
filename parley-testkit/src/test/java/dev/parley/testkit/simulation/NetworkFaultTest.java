package dev.parley.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Cancellable;
import dev.parley.remote.Endpoint;
import dev.parley.remote.transport.DialFailure;
import dev.parley.remote.transport.NodeEnvironment;
import dev.parley.testkit.transport.Recorder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What cuts, resets, crashes and pauses do to connections, for every seed. */
class NetworkFaultTest {
    private static final int PORT = 9000;
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration MOMENT = Duration.ofMillis(20);
    private static final byte[] MESSAGE = bytes(100);

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
            Recorder late = pair.dial(new Endpoint("b", PORT));
            simulation.run(LIMIT.minusMillis(1));
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
            Recorder dialling = pair.dial(new Endpoint("b", PORT));
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
            Recorder dialling = pair.dial(new Endpoint("nowhere", PORT));
            simulation.run(MOMENT);

            assertThat(dialling.failure()).isEqualTo(new DialFailure.Unreachable("no host is called 'nowhere'"));
        });
    }

    @Test
    void aResetEndsBothSidesAndLosesAnArbitrarySuffix() {
        Set<Integer> arrived = new HashSet<>();
        byte[] sent = bytes(1000);
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
            Recorder late = pair.dial(new Endpoint("b", PORT));
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
            simulation.node("b").transport().bind(new Endpoint("b", PORT), _ -> again);
            Recorder dialling = pair.dial(new Endpoint("b", PORT));
            simulation.run(MOMENT);

            assertThat(dialling.isOpened()).isTrue();
            assertThat(again.isOpened()).isTrue();
            assertThat(again.heardBytes()).isZero();
        });
    }

    @Test
    void aPausedProcessSwallowsAWindowAndReadsItAllWhenItGoesOn() {
        byte[] flood = bytes(1 << 20);
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
            Recorder dialling = pair.dial(new Endpoint("b", PORT));
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

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    /** Hosts a and b, and a connection from a to b. */
    private static final class Pair {
        private final Simulation simulation;
        private final NodeEnvironment a;
        private final NodeEnvironment b;
        private final List<Recorder> accepted = new ArrayList<>();
        private final Recorder here;
        private final Recorder there;

        Pair(Simulation simulation) throws IOException {
            this.simulation = simulation;
            a = simulation.node("a");
            b = simulation.node("b");
            b.transport().bind(new Endpoint("b", PORT), _ -> {
                accepted.add(new Recorder());
                return accepted.getLast();
            });
            here = dial(new Endpoint("b", PORT));
            until(() -> here.isOpened() && !accepted.isEmpty());
            there = accepted.getFirst();
        }

        Recorder dial(Endpoint to) {
            Recorder dialling = new Recorder();
            a.transport().execute(() -> a.transport().dial(to, LIMIT, dialling));
            return dialling;
        }

        void write(byte[] message) {
            a.transport().execute(() -> here.write(message));
        }

        void answer(byte[] message) {
            b.transport().execute(() -> there.write(message));
        }

        void until(BooleanSupplier condition) {
            assertThat(simulation.runUntil(condition, Duration.ofMinutes(1))).isTrue();
        }
    }
}
