package dev.parley.testkit.simulation;

/** A test of a simulated cluster, to be run with one seed after the other; see {@link Seeds}. */
@FunctionalInterface
public interface Scenario {
    /** Builds the cluster, runs it and asserts. Keeps nothing between runs. */
    void run(Simulation simulation) throws Exception;
}
