package dev.parley.testkit.simulation;

/**
 * A simulated run went wrong in a way that no node can answer for: a deadlock, a foreign wake-up, an escaped exception.
 */
public final class SimulationError extends AssertionError {
    private static final long serialVersionUID = 1L;

    SimulationError(String message) {
        super(message);
    }

    SimulationError(String message, Throwable cause) {
        super(message, cause);
    }
}
