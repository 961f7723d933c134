package dev.parley.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.remote.Endpoint;
import dev.parley.testkit.transport.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a run tells about itself. */
class NarrationTest {
    private static final Duration MOMENT = Duration.ofMillis(20);

    @Test
    void tellsOfProcessesFaultsDialsAndConnectionsInOrder() throws Exception {
        try (Simulation simulation = Simulation.of(1)) {
            simulation.narrate();
            Pair pair = new Pair(simulation);
            simulation.schedule(
                    FaultPlan.of(new Episode(Duration.ofSeconds(1), Duration.ofSeconds(1), new Fault.Cut("a", "b"))));
            simulation.run(Duration.ofSeconds(3));
            simulation.note("a", "the scenario hangs up");
            pair.execute(() -> pair.here.connection().close());
            simulation.run(MOMENT);
            pair.dial(new Endpoint("b", 1));
            simulation.run(MOMENT);
            simulation.crash("b");
            pair.a.close();

            assertThat(simulation.timeline())
                    .extracting(moment -> moment.where() + ": " + moment.text())
                    .containsExactly(
                            "a: start a",
                            "b: start b",
                            "a: dials b:9000",
                            "b: connection with a:49152 is open",
                            "a: connection with b:9000 is open",
                            "network: cut a | b",
                            "network: mended: cut a | b",
                            "a: the scenario hangs up",
                            "a: connection with b:9000 ends: closed here",
                            "b: connection with a:49152 ends: closed by peer",
                            "a: dials b:1",
                            "a: cannot reach b:1: Refused[]",
                            "b: crash b",
                            "b: process killed",
                            "a: process closed");
            assertThat(simulation.timeline()).extracting(Moment::at).isSorted();
        }
    }

    @Test
    void theEndOfTheTestIsNoPartOfTheStory() {
        Simulation simulation = Simulation.of(1);
        simulation.narrate();
        simulation.node("a");
        simulation.close();

        assertThat(simulation.timeline()).extracting(Moment::text).containsExactly("start a");
    }

    @Test
    void keepsTheLastMoments() {
        try (Simulation simulation = Simulation.of(1)) {
            simulation.note("a", "before anyone listens");
            simulation.narrate();
            for (int i = 0; i < 5_000; i++) {
                simulation.note("a", "number " + i);
            }

            assertThat(simulation.timeline()).hasSize(4_096);
            assertThat(simulation.timeline().getFirst().text()).isEqualTo("number 904");
            assertThat(simulation.timeline().getLast()).hasToString("    0.000000 s  a                number 4999");
        }
    }

    @Test
    void changesNothingOfTheRun() throws Exception {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(trace(seed, true)).isEqualTo(trace(seed, false));
        }
    }

    private static long trace(long seed, boolean narrated) throws Exception {
        try (Simulation simulation = Simulation.of(seed)) {
            if (narrated) {
                simulation.narrate();
            }
            Pair pair = new Pair(simulation);
            simulation.schedule(FaultPlan.random(
                    seed, List.of("a", "b"), Duration.ofSeconds(5), Set.of(FaultKind.RESET, FaultKind.CUT)));
            pair.write(Pair.bytes(10_000));
            Recorder second = pair.dial(Pair.B);
            simulation.run(Duration.ofSeconds(10));
            simulation.note("a", "opened: " + second.isOpened());
            return simulation.traceHash();
        }
    }
}
