package dev.parley.testkit.simulation;

import java.nio.file.Path;

/**
 * Runs a scenario with many seeds: 1 to 200, or to 2,000 where {@code -Dparley.full=true}. {@code -Dparley.seeds=N}
 * sets the number, {@code -Dparley.seed=N} runs that one alone. The seeds are the same in every build, so a build
 * does not fail by chance; every 16th runs twice, and must leave the same trace.
 *
 * <p>Failure: the first seed that fails ends it with a {@link SeedFailure}.
 */
public final class Seeds {
    private static final int USUAL = 200;
    private static final int FULL = 2_000;
    private static final int TWICE_EVERY = 16;

    private Seeds() {}

    /** How many seeds a scenario runs with; one when a single seed was asked for. */
    public static int count() {
        if (Long.getLong("parley.seed") != null) {
            return 1;
        }
        return Integer.getInteger("parley.seeds", Boolean.getBoolean("parley.full") ? FULL : USUAL);
    }

    /** Runs {@code scenario} with each seed, in a simulation of its own. */
    public static void forEach(Scenario scenario) {
        run(scenario, count(), caller());
    }

    /** The same, for a scenario too dear for the usual number of seeds. */
    public static void forEach(Scenario scenario, int count) {
        run(scenario, count, caller());
    }

    /** Runs one trial again; what it throws passes through. For tests that keep what a seed has found. */
    public static void replay(Trial trial, Scenario scenario) throws Exception {
        try (Simulation simulation = Simulation.of(trial)) {
            scenario.run(simulation);
        }
    }

    private static void run(Scenario scenario, int count, String test) {
        Long only = Long.getLong("parley.seed");
        if (only != null) {
            run(only, scenario, test);
            return;
        }
        for (long seed = 1; seed <= count; seed++) {
            long trace = run(seed, scenario, test);
            if (seed % TWICE_EVERY == 0) {
                requireSame(seed, trace, run(seed, scenario, test));
            }
        }
    }

    private static String caller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !frame.getClassName().equals(Seeds.class.getName()))
                        .findFirst())
                .map(frame -> frame.getClassName() + "#" + method(frame.getMethodName()))
                .orElse("*");
    }

    /** The method that a lambda was written in: {@code lambda$NAME$0}. */
    private static String method(String name) {
        return name.startsWith("lambda$") ? name.substring("lambda$".length(), name.lastIndexOf('$')) : name;
    }

    private static long run(long seed, Scenario scenario, String test) {
        Simulation simulation = Simulation.of(seed);
        try (simulation) {
            scenario.run(simulation);
            return simulation.traceHash();
        } catch (Exception | Error e) {
            throw new SeedFailure(simulation, replay(seed, test), e);
        }
    }

    private static void requireSame(long seed, long first, long second) {
        if (first != second) {
            throw new SimulationError(
                    "seed " + seed + " left two different traces: something in the scenario or in the code under test"
                            + " does not come from the environment, such as a clock, a thread, the order of a"
                            + " Set.of or an identity hash");
        }
    }

    private static String replay(long seed, String test) {
        Path module =
                Path.of(System.getProperty("basedir", "")).toAbsolutePath().getFileName();
        return "mvn -pl " + module + " -am test '-Dtest=" + test
                + "' -Dsurefire.failIfNoSpecifiedTests=false -Dparley.seed=" + seed;
    }
}
