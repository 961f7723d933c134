package dev.parley.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.parley.Cancellable;
import dev.parley.remote.Endpoint;
import dev.parley.remote.transport.DialFailure;
import dev.parley.remote.transport.NodeEnvironment;
import dev.parley.testkit.transport.Recorder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is wrong with one host: its sockets, its process, its clocks. */
class HostFaultTest {
    private static final Duration MOMENT = Duration.ofMillis(20);
    private static final Endpoint C = new Endpoint("c", 9000);
    private static final byte[] MESSAGE = Pair.bytes(100);

    @Test
    void aHostThatRefusesKeepsItsConnectionsAndTakesNoOthers() {
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            Cancellable refusing = simulation.apply(new Fault.Refuse("b"));
            Recorder refused = pair.dial(Pair.B);
            pair.write(MESSAGE);
            simulation.run(MOMENT);
            assertThat(refused.failure()).isEqualTo(new DialFailure.Refused());
            assertThat(pair.there.heard()).isEqualTo(MESSAGE);

            refusing.cancel();
            Recorder dialling = pair.dial(Pair.B);
            simulation.run(MOMENT);
            assertThat(dialling.isOpened()).isTrue();
        });
    }

    @Test
    void aHostThatHangsAnswersNoDialUntilItIsMended() {
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            Cancellable hanging = simulation.apply(new Fault.Hang("b"));
            Recorder late = pair.dial(Pair.B);
            pair.write(MESSAGE);
            simulation.run(Pair.LIMIT.minusMillis(1));
            assertThat(late.calls()).isEmpty();
            assertThat(pair.there.heard()).isEqualTo(MESSAGE);
            simulation.run(MOMENT);
            assertThat(late.failure()).isInstanceOf(DialFailure.Unreachable.class);

            Recorder patient = pair.dial(Pair.B);
            simulation.run(Duration.ofMillis(500));
            hanging.cancel();
            simulation.run(Duration.ofMillis(600));
            assertThat(patient.isOpened()).isTrue();
        });
    }

    @Test
    void aHostWithAZeroWindowStopsItsPeersAndReadsAllWhenMended() {
        byte[] flood = Pair.bytes(1 << 19);
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            Cancellable deaf = simulation.apply(new Fault.ZeroWindow("b"));
            pair.write(flood);
            pair.answer(MESSAGE);
            simulation.run(Duration.ofSeconds(12));
            assertThat(pair.here.unsentBytes()).isBetween(flood.length / 2, flood.length - 1);
            assertThat(pair.there.heardBytes()).isZero();
            assertThat(pair.here.heard()).isEqualTo(MESSAGE);

            deaf.cancel();
            pair.until(() -> pair.there.heardBytes() == flood.length);
            assertThat(pair.there.heard()).isEqualTo(flood);
        });
    }

    @Test
    void framesCountWhenTheyAreOfferedThoughAStuckNetworkTakesThemLater() {
        ByteBuffer frames = ByteBuffer.allocate(64 << 13);
        while (frames.hasRemaining()) {
            frames.putInt((1 << 13) - Integer.BYTES).position(frames.position() + (1 << 13) - Integer.BYTES);
        }
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            Cancellable deaf = simulation.apply(new Fault.ZeroWindow("b"));
            pair.write(frames.array());
            simulation.run(MOMENT);
            assertThat(pair.here.unsentBytes()).isPositive();
            assertThat(simulation.framesOffered("a")).isEqualTo(64);

            deaf.cancel();
            pair.until(() -> pair.there.heardBytes() == frames.capacity());
            assertThat(simulation.framesOffered("a")).isEqualTo(64);
        });
    }

    @Test
    void aRestartPutsAnotherProcessInThePlaceOfTheFirstInTheSameInstant() {
        Seeds.forEach(simulation -> {
            Pair pair = new Pair(simulation);
            List<Duration> starts = new ArrayList<>();
            List<Recorder> heard = new ArrayList<>();
            simulation.start("c", c -> {
                starts.add(simulation.now());
                c.transport().bind(C, _ -> {
                    heard.add(new Recorder());
                    return heard.getLast();
                });
            });
            Recorder first = pair.dial(C);
            simulation.run(Duration.ofSeconds(1));
            simulation.schedule(FaultPlan.of(Episode.at(Duration.ofSeconds(1), new Fault.Restart("c"))));
            simulation.run(Duration.ofSeconds(2));
            Recorder second = pair.dial(C);
            simulation.run(MOMENT);

            assertThat(starts)
                    .hasSize(2)
                    .last()
                    .isEqualTo(simulation.now().minusSeconds(1).minus(MOMENT));
            assertThat(first.count("closed")).isOne();
            assertThat(second.isOpened()).isTrue();
            assertThat(heard).hasSize(2);
        });
    }

    @Test
    void aSlowNodeDoesOneStepAfterTheOther() {
        Seeds.forEach(simulation -> {
            NodeEnvironment a = simulation.node("a");
            List<Duration> ran = new ArrayList<>();
            Cancellable slow = simulation.apply(new Fault.SlowNode("a", Duration.ofMillis(10)));
            for (int i = 0; i < 100; i++) {
                a.dispatcher().execute(() -> ran.add(simulation.now()));
            }
            simulation.run(Duration.ofMillis(200));
            assertThat(ran).hasSize(20).startsWith(Duration.ofMillis(10), Duration.ofMillis(20));

            slow.cancel();
            simulation.run(Duration.ZERO);
            assertThat(ran).hasSize(100);
        });
    }

    @Test
    void aSlowNodeThatIsPausedStandsStill() {
        Seeds.forEach(simulation -> {
            NodeEnvironment a = simulation.node("a");
            List<Duration> ran = new ArrayList<>();
            simulation.apply(new Fault.SlowNode("a", Duration.ofMillis(10)));
            Cancellable pause = simulation.apply(new Fault.Pause("a"));
            a.dispatcher().execute(() -> ran.add(simulation.now()));
            simulation.run(Duration.ofSeconds(1));
            assertThat(ran).isEmpty();

            pause.cancel();
            simulation.run(Duration.ofMillis(10));
            assertThat(ran).hasSize(1);
        });
    }

    @Test
    void nothingOfASlowProcessRunsAfterItsCrash() {
        Seeds.forEach(simulation -> {
            NodeEnvironment a = simulation.node("a");
            List<Duration> ran = new ArrayList<>();
            Cancellable slow = simulation.apply(new Fault.SlowNode("a", Duration.ofMillis(10)));
            a.dispatcher().execute(() -> ran.add(simulation.now()));
            a.dispatcher().execute(() -> ran.add(simulation.now()));
            simulation.run(Duration.ofMillis(15));
            simulation.crash("a");
            slow.cancel();
            simulation.run(Duration.ofSeconds(1));

            assertThat(ran).hasSize(1);
        });
    }

    @Test
    void theWallClockJumpsAndJumpsBackAndTheMonotonicOneDoesNot() {
        try (Simulation simulation = Simulation.of(3)) {
            NodeEnvironment a = simulation.node("a");
            Instant wall = a.clock().wall();
            long nanos = a.clock().nanoTime();
            Cancellable back = simulation.apply(new Fault.WallJump("a", Duration.ofHours(-1)));
            simulation.apply(new Fault.WallJump("a", Duration.ofSeconds(3)));

            assertThat(Duration.between(wall, a.clock().wall()))
                    .isEqualTo(Duration.ofSeconds(3).minusHours(1));
            assertThat(a.clock().nanoTime()).isEqualTo(nanos);
            simulation.crash("a");
            back.cancel();
            assertThat(Duration.between(wall, simulation.node("a").clock().wall()))
                    .as("the clock is the host's, whichever process looks at it")
                    .isEqualTo(Duration.ofSeconds(3));
        }
    }

    @Test
    void theWallClockKeepsWhatItGainedByDriftFromProcessToProcess() {
        for (int drift : new int[] {10_000, -10_000}) {
            try (Simulation simulation = Simulation.of(3)) {
                Instant wall = simulation.node("a").clock().wall();
                Cancellable drifting = simulation.apply(new Fault.Drift("a", drift));
                for (int process = 1; process <= 3; process++) {
                    simulation.run(Duration.ofSeconds(100));
                    simulation.crash("a");
                    assertThat(Duration.between(
                                    wall, simulation.node("a").clock().wall()))
                            .isEqualTo(Duration.ofSeconds(100L * process).plusMillis(drift / 10L * process));
                }
                drifting.cancel();
            }
        }
    }

    @Test
    void clocksAndTimersDriftTogether() {
        for (int drift : new int[] {10_000, -10_000, 37, -1, 99_999}) {
            try (Simulation simulation = Simulation.of(3)) {
                NodeEnvironment a = simulation.node("a");
                simulation.apply(new Fault.Drift("a", drift));
                long began = a.clock().nanoTime();
                List<Duration> fired = new ArrayList<>();
                List<Duration> shown = new ArrayList<>();
                a.timers().after(Duration.ofSeconds(100).toNanos(), () -> {
                    fired.add(simulation.now());
                    shown.add(Duration.ofNanos(a.clock().nanoTime() - began));
                });
                simulation.run(Duration.ofSeconds(200));

                assertThat(shown.getFirst()).isBetween(Duration.ofSeconds(100), Duration.ofSeconds(100, 2));
                double rate = 1 + drift / 1e6;
                assertThat(fired.getFirst().toNanos() / 1e9).isCloseTo(100 / rate, offset(1e-6));
            }
        }
    }

    @Test
    void aTimerIsNeverEarlyByTheClockOfItsHostWhenTheRateChangesMeanwhile() {
        for (int drift : new int[] {10_000, -10_000}) {
            try (Simulation simulation = Simulation.of(3)) {
                NodeEnvironment a = simulation.node("a");
                long began = a.clock().nanoTime();
                List<Duration> shown = new ArrayList<>();
                a.timers()
                        .after(
                                Duration.ofSeconds(10).toNanos(),
                                () -> shown.add(Duration.ofNanos(a.clock().nanoTime() - began)));
                simulation.schedule(FaultPlan.of(
                        new Episode(Duration.ofSeconds(1), Duration.ofSeconds(7), new Fault.Drift("a", drift))));
                simulation.run(Duration.ofSeconds(20));

                assertThat(shown.getFirst()).isBetween(Duration.ofSeconds(10), Duration.ofMillis(10_071));
            }
        }
    }

    @Test
    void aClockNeverRunsBackwardsWhileItsRateChanges() {
        Seeds.forEach(simulation -> {
            NodeEnvironment a = simulation.node("a");
            simulation.node("b");
            simulation.schedule(FaultPlan.random(
                    simulation.seed(), List.of("a", "b"), Duration.ofMillis(1), Set.of(FaultKind.DRIFT)));
            long last = a.clock().nanoTime();
            for (int i = 0; i < 1_000; i++) {
                simulation.run(Duration.ofNanos(i * 7L % 1_999));
                long now = a.clock().nanoTime();
                assertThat(now).isGreaterThanOrEqualTo(last);
                last = now;
            }
        });
    }
}
