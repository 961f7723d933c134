package dev.parley.testkit.simulation;

import java.time.Duration;

/** How one run of a scenario went. */
public sealed interface Outcome {
    /** With what it can be repeated. */
    Trial trial();

    /** The fingerprint of the run; the same trial has the same. */
    long hash();

    /** How long it ran in virtual time. */
    Duration simulated();

    /** Nothing was wrong. */
    record Passed(Trial trial, long hash, Duration simulated, long steps) implements Outcome {}

    /**
     * Something was.
     *
     * @param trial what was run, its faults and knobs spelled out, so that they can be made fewer
     * @param kind tells this failure from others, and stays the same when the run gets smaller
     * @param cause what was thrown
     */
    record Failed(Trial trial, long hash, Duration simulated, long steps, String kind, Throwable cause)
            implements Outcome {
        /** What was wrong, in a sentence. */
        public String sentence() {
            return cause.getMessage() == null ? cause.toString() : cause.getMessage();
        }

        /** The faults it failed under. */
        public FaultPlan plan() {
            FaultPlan faults = trial.faults();
            return faults == null ? FaultPlan.none() : faults;
        }

        /**
         * The smallest trial of this scenario that was found to fail in the same way; takes some hundred runs, a minute
         * at most.
         */
        public Failed shrunk(Scenario scenario) {
            return Shrinker.shrink(this, smaller -> Outcome.of(scenario, smaller));
        }

        /**
         * All that helps to mend it, as text; takes one more run.
         *
         * @param java the scenario as an expression, for a test to paste
         * @param again the command that runs the seed again
         */
        public String report(Scenario scenario, String java, String again) {
            return FailureReport.of(this, scenario, java, again);
        }
    }

    /** Runs a scenario. Whatever it throws is a failed outcome; so is what ended the run and was caught. */
    static Outcome of(Scenario scenario, Trial trial) {
        return of(scenario, Simulation.of(trial));
    }

    /** Runs a scenario in a simulation that was prepared, and closes it. */
    static Outcome of(Scenario scenario, Simulation simulation) {
        Trial trial = simulation.trial();
        try (simulation) {
            simulation.play(scenario);
        } catch (Exception | Error thrown) {
            Trial spelledOut = new Trial(trial.seed(), trial.shuffle(), simulation.faults(), simulation.knobs());
            return new Failed(
                    spelledOut,
                    simulation.traceHash(),
                    simulation.now(),
                    simulation.steps(),
                    FailureKind.of(thrown),
                    thrown);
        }
        return new Passed(trial, simulation.traceHash(), simulation.now(), simulation.steps());
    }
}
