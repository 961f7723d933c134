package dev.parley.testkit.simulation;

/**
 * A scenario failed with one seed. The message is the whole report: what was wrong, the command that runs it again, the
 * faults it takes, a test to keep, and what happened before.
 */
public final class SeedFailure extends AssertionError {
    private static final long serialVersionUID = 1L;

    SeedFailure(String report, Throwable cause) {
        super(report, cause);
    }
}
