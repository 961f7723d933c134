package dev.parley.testkit.simulation;

import java.util.Locale;

/** A scenario failed with one seed. Says the seed, the faults, and the command that runs it again. */
public final class SeedFailure extends AssertionError {
    private static final long serialVersionUID = 1L;

    SeedFailure(Simulation simulation, String replay, Throwable cause) {
        super(report(simulation, replay, cause), cause);
    }

    private static String report(Simulation simulation, String replay, Throwable cause) {
        String faults = simulation.faults().toString();
        return String.format(
                Locale.ROOT,
                "seed %d failed at %.6f s, after %d steps, trace %016x: %s%nfaults:%n%s%nagain: %s%nin a test:"
                        + " simulation.schedule(%s);",
                simulation.seed(),
                simulation.now().toNanos() / 1e9,
                simulation.steps(),
                simulation.traceHash(),
                cause.getMessage() == null ? cause.toString() : cause.getMessage(),
                faults.isEmpty() ? "  none scheduled" : faults,
                replay,
                simulation.faults().toJava());
    }
}
