package dev.parley.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.remote.transport.NodeEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What must always hold is looked at after every step. */
class InvariantTest {
    @Test
    void aRunEndsAtTheStepThatBreaksAnInvariantAndSaysItsName() {
        try (Simulation simulation = Simulation.of(1)) {
            NodeEnvironment a = simulation.node("a");
            List<Integer> ran = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                int number = i;
                a.timers().after(Duration.ofSeconds(i).toNanos(), () -> ran.add(number));
            }
            simulation.invariant("at most two", () -> assertThat(ran).hasSizeLessThan(3));
            simulation.invariant("true", () -> {});

            BrokenInvariant broken =
                    catchThrowableOfType(BrokenInvariant.class, () -> simulation.run(Duration.ofSeconds(30)));
            assertThat(broken.invariant()).isEqualTo("at most two");
            assertThat(broken).hasMessageStartingWith("invariant 'at most two' is broken: ");
            assertThat(broken).hasRootCauseInstanceOf(AssertionError.class);
            assertThat(ran).hasSize(3);
            assertThat(simulation.now()).isEqualTo(Duration.ofSeconds(2));
        }
    }

    @Test
    void theRunStaysFailed() {
        try (Simulation simulation = Simulation.of(1)) {
            simulation.node("a").dispatcher().execute(() -> {});
            simulation.invariant("never", () -> {
                throw new IllegalStateException("no");
            });
            assertThatExceptionOfType(BrokenInvariant.class).isThrownBy(() -> simulation.run(Duration.ZERO));
            assertThatExceptionOfType(BrokenInvariant.class).isThrownBy(() -> simulation.run(Duration.ZERO));
        }
    }

    @Test
    void aFaultIsAStepToo() {
        try (Simulation simulation = Simulation.of(1)) {
            List<Duration> looks = new ArrayList<>();
            simulation.node("a");
            simulation.node("b");
            simulation.invariant("looks", () -> looks.add(simulation.now()));
            simulation.schedule(
                    FaultPlan.of(new Episode(Duration.ofSeconds(1), Duration.ofSeconds(1), new Fault.Cut("a", "b"))));
            simulation.run(Duration.ofSeconds(9));

            assertThat(looks).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        }
    }
}
