package dev.parley.testkit.simulation;

/** Something that a scenario says must always hold did not hold after a step. */
public final class BrokenInvariant extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final String invariant;

    BrokenInvariant(String invariant, Throwable cause) {
        super("invariant '" + invariant + "' is broken: " + cause.getMessage(), cause);
        this.invariant = invariant;
    }

    /** The name that {@link Simulation#invariant} was given. */
    public String invariant() {
        return invariant;
    }
}
