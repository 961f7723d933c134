package dev.parley.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.testkit.history.Violation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final FaultPlan PLAN = FaultPlan.of(
            new Episode(Duration.ofSeconds(1), Duration.ofSeconds(1), new Fault.Cut("a", "b")),
            Episode.at(Duration.ofMillis(1_500), new Fault.Crash("b")),
            new Episode(Duration.ofSeconds(3), Duration.ofSeconds(2), new Fault.Pause("a")));

    @Test
    void aRunThatThrowsNothingHasPassed() {
        Outcome outcome = Outcome.of(simulation -> simulation.run(Duration.ofSeconds(3)), Trial.of(7));

        assertThat(outcome).isInstanceOf(Outcome.Passed.class);
        assertThat(outcome.simulated()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aRunThatEndedHasFailedThoughTheScenarioCaughtWhatEndedIt() {
        Outcome outcome = Outcome.of(OutcomeTest::catchIt, Trial.of(7));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.kind()).isEqualTo("too-late"));
        assertThatExceptionOfType(BrokenInvariant.class)
                .isThrownBy(() -> Seeds.replay(Trial.of(7), OutcomeTest::catchIt));
    }

    /** As a test does that expects a probe to hear nothing. */
    private static void catchIt(Simulation simulation) {
        simulation.node("a").dispatcher().execute(() -> {});
        simulation.invariant("in time", () -> {
            throw new Violation("too-late", "it is over");
        });
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> simulation.run(Duration.ofSeconds(1)));
    }

    @Test
    void aFailureSpellsOutWhatTheScenarioDrewAndAskedFor() {
        Outcome.Failed failed = failed(Trial.of(7));

        assertThat(failed.kind()).isEqualTo("b-died");
        assertThat(failed.plan()).isEqualTo(PLAN);
        assertThat(failed.trial().knobs()).containsEntry("seconds", 10);
    }

    @Test
    void whatWasSpelledOutFailsInTheSameWayAtTheSameStep() {
        Outcome.Failed failed = failed(Trial.of(7));
        Outcome.Failed again = failed(failed.trial());

        assertThat(again.hash()).isEqualTo(failed.hash());
        assertThat(again.steps()).isEqualTo(failed.steps());
    }

    @Test
    void isShrunkToWhatMattersAndReportsItReadyToBeMended() {
        Outcome.Failed small = failed(Trial.of(7)).shrunk(OutcomeTest::play);

        assertThat(small.plan().episodes())
                .hasSize(1)
                .first()
                .satisfies(episode -> assertThat(episode.fault()).isEqualTo(new Fault.Crash("b")));
        assertThat(small.report(OutcomeTest::play, "OutcomeTest::play", "the command"))
                .startsWith("invariant 'b lives' is broken: b-died: b has died\n  seed 7, at ")
                .contains("again:\n  the command\n")
                .contains("crash b")
                .doesNotContain("cut a | b")
                .contains("    void seed7BDied() throws Exception {\n        Trial trial = Trial.of(7L)\n")
                .contains(".withKnob(\"seconds\", 2)")
                .contains("        Seeds.replay(trial, OutcomeTest::play);")
                .containsPattern("what happened before:\n(?s:.*)the scenario notes this");
    }

    @Test
    void aFailureThatIsNoViolationIsNamedByItsType() {
        Outcome outcome = Outcome.of(
                _ -> {
                    throw new IllegalStateException("anything");
                },
                Trial.of(1));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.kind()).startsWith("IllegalStateException"));
    }

    @Test
    void stepsOfOneTrialAreTheSameEachTime() {
        assertThat(Steps.of(OutcomeTest::play, Trial.of(3)))
                .isNotEmpty()
                .isEqualTo(Steps.of(OutcomeTest::play, Trial.of(3)))
                .isNotEqualTo(Steps.of(OutcomeTest::play, Trial.of(4)));
    }

    private static Outcome.Failed failed(Trial trial) {
        return (Outcome.Failed) Outcome.of(OutcomeTest::play, trial);
    }

    /** Fails as soon as b has crashed. */
    private static void play(Simulation simulation) {
        boolean[] died = {false};
        simulation.onCrash(_ -> died[0] = true);
        for (String host : new String[] {"a", "b"}) {
            simulation.start(host, process -> tick(process));
        }
        simulation.note("a", "the scenario notes this");
        simulation.invariant("b lives", () -> {
            if (died[0]) {
                throw new Violation("b-died", "b has died");
            }
        });
        simulation.schedule(PLAN);
        simulation.run(Duration.ofSeconds(simulation.knob("seconds", 10)));
    }

    private static void tick(SimulatedProcess process) {
        process.timers().after(100_000_000, () -> tick(process));
    }
}
