package dev.parley.testkit.simulation;

import dev.parley.testkit.simulation.Outcome.Failed;
import dev.parley.testkit.simulation.Outcome.Passed;
import java.util.OptionalLong;

/**
 * The search for a seed with which a scenario fails: one seed, or all from 1 to a number. The seeds are the same each
 * time, so nothing fails by chance; every 16th runs twice, and must leave the same trace.
 *
 * <p>Failure: the first seed that fails ends it with a {@link SeedFailure}, after up to 600 more runs, or a minute
 * of them, that make the failure smaller.
 *
 * @param only the one seed to run, or empty
 * @param count how many seeds to run otherwise
 * @param test class and method, as in {@code com.example.BankTest#transfers}
 * @param java the scenario as an expression, for a test to paste
 */
public record Search(OptionalLong only, int count, String test, String java) {
    private static final int TWICE_EVERY = 16;

    /** Refuses to search nowhere. */
    public Search {
        if (only.isEmpty() && count < 1) {
            throw new IllegalArgumentException("a scenario runs with one seed or more, not with " + count);
        }
    }

    /** Runs {@code scenario} with each seed, in a simulation of its own. */
    public void run(Scenario scenario) {
        if (only.isPresent()) {
            run(only.getAsLong(), scenario);
            return;
        }
        for (long seed = 1; seed <= count; seed++) {
            long trace = run(seed, scenario);
            if (seed % TWICE_EVERY == 0) {
                requireSame(seed, trace, run(seed, scenario));
            }
        }
    }

    private long run(long seed, Scenario scenario) {
        return switch (Outcome.of(scenario, Trial.of(seed))) {
            case Passed passed -> passed.hash();
            case Failed failed -> throw failure(failed.shrunk(scenario), scenario);
        };
    }

    private SeedFailure failure(Failed smallest, Scenario scenario) {
        String again = Rerun.here(test).command(smallest.trial().seed());
        return new SeedFailure(smallest.report(scenario, java, again), smallest.cause());
    }

    private static void requireSame(long seed, long first, long second) {
        if (first != second) {
            throw new SimulationError("seed " + seed + " left two different traces: something in the scenario or in"
                    + " the code under test does not come from the environment, such as a clock, a thread, an identity"
                    + " hash, or what an earlier run left in a field");
        }
    }
}
