package dev.parley.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SeedsTest {
    @Test
    void runsEverySeedOnceAndEvery16thTwice() {
        List<Long> seeds = new ArrayList<>();
        Seeds.forEach(simulation -> seeds.add(simulation.seed()), 40);

        assertThat(seeds)
                .hasSize(42)
                .isSorted()
                .startsWith(1L, 2L)
                .contains(16L, 32L)
                .endsWith(40L);
    }

    @Test
    void aFailureSaysSeedFaultsAndTheCommandThatRunsItAgain() {
        SeedFailure failure = catchThrowableOfType(
                SeedFailure.class,
                () -> Seeds.forEach(
                        simulation -> {
                            simulation.node("a");
                            simulation.node("b");
                            simulation.schedule(
                                    FaultPlan.of(Episode.at(Duration.ofMillis(1500), new Fault.Cut("a", "b"))));
                            simulation.run(Duration.ofSeconds(2));
                            assertThat(simulation.seed()).as("the seed").isLessThan(3);
                        },
                        10));

        assertThat(failure)
                .hasMessageStartingWith("seed 3 failed at 2.000000 s")
                .hasMessageContaining("the seed")
                .hasMessageContaining("  1.500000 s  cut a | b")
                .hasMessageContaining(
                        "'-Dtest=" + SeedsTest.class.getName() + "#aFailureSaysSeedFaultsAndTheCommandThatRunsItAgain'")
                .hasMessageContaining("-Dparley.seed=3")
                .hasMessageContaining("simulation.schedule(FaultPlan.of(")
                .hasMessageContaining(
                        "new Episode(Duration.ofMillis(1500L), Episode.FOREVER, new Fault.Cut(\"a\", \"b\"))")
                .hasCauseInstanceOf(AssertionError.class);
    }

    @Test
    void aFailureOfTheSimulationIsTheCause() {
        SeedFailure failure = catchThrowableOfType(
                SeedFailure.class,
                () -> Seeds.forEach(
                        simulation -> {
                            simulation.node("a").dispatcher().execute(() -> {
                                throw new IllegalStateException("mine");
                            });
                            simulation.run(Duration.ZERO);
                        },
                        1));

        assertThat(failure).hasCauseInstanceOf(SimulationError.class).hasRootCauseMessage("mine");
    }

    @Test
    void aScenarioThatIsNotDeterministicIsFound() {
        AtomicInteger outside = new AtomicInteger();

        assertThatExceptionOfType(SimulationError.class)
                .isThrownBy(() -> Seeds.forEach(simulation -> simulation.node("a" + outside.incrementAndGet()), 20))
                .withMessageContaining("seed 16 left two different traces");
    }
}
