package dev.parley.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
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
    void aPropertyThatIsNoNumberIsRefused() {
        assertThat(Seeds.number("parley.seed", null)).isEmpty();
        assertThat(Seeds.number("parley.seed", "-7 ")).hasValue(-7);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Seeds.number("parley.seed", "seven"))
                .withMessage("-Dparley.seed=seven is no whole number");
    }

    @Test
    void aFailureIsReportedWithTheSmallestRunThatShowsIt() {
        SeedFailure failure = catchThrowableOfType(
                SeedFailure.class,
                () -> Seeds.forEach(
                        simulation -> {
                            simulation.node("a");
                            simulation.node("b");
                            simulation.schedule(FaultPlan.of(
                                    Episode.at(Duration.ofMillis(500), new Fault.Reset("a", "b")),
                                    Episode.at(Duration.ofMillis(1500), new Fault.Cut("a", "b"))));
                            simulation.run(Duration.ofSeconds(simulation.knob("seconds", 2)));
                            if (!simulation.faults().episodes().stream()
                                    .allMatch(episode -> episode.fault().isMomentary())) {
                                assertThat(simulation.seed()).as("the seed").isLessThan(3);
                            }
                        },
                        10));

        assertThat(failure)
                .hasMessageStartingWith("[the seed]")
                .hasMessageContaining("  seed 3, at 1.000000 s")
                .hasMessageContaining("cut a | b")
                .hasMessageNotContaining("reset")
                .hasMessageContaining(
                        "'-Dtest=" + SeedsTest.class.getName() + "#aFailureIsReportedWithTheSmallestRunThatShowsIt'")
                .hasMessageContaining("-Dparley.seed=3")
                .hasMessageContaining(
                        "new Episode(Duration.ofSeconds(1), Episode.FOREVER, new Fault.Cut(\"a\", \"b\"))")
                .hasCauseInstanceOf(AssertionError.class);
    }

    private static void inAWorldOfItsOwn(Scenario scenario) {
        Seeds.forEach(scenario, 1);
    }

    @Test
    void aFailureIsReportedWithTheNameOfTheTestAlsoFromItsHelper() {
        SeedFailure failure = catchThrowableOfType(
                SeedFailure.class,
                () -> inAWorldOfItsOwn(_ -> {
                    throw new IllegalStateException("mine");
                }));

        assertThat(failure).hasMessageContaining("#aFailureIsReportedWithTheNameOfTheTestAlsoFromItsHelper'");
    }

    @Test
    void aFailureThatDoesNotComeAgainIsSaidToBeSo() {
        AtomicInteger runs = new AtomicInteger();

        assertThatExceptionOfType(SeedFailure.class)
                .isThrownBy(() -> Seeds.forEach(
                        simulation -> {
                            simulation.node("a");
                            assertThat(runs.incrementAndGet()).as("the run").isNotEqualTo(1);
                            simulation.node("b");
                        },
                        1))
                .withMessageContaining("It went another way when it was run again");
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
