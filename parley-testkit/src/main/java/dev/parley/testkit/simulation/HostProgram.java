package dev.parley.testkit.simulation;

/**
 * What a host runs when it starts, and again when it is started after a crash; the main method of its process.
 *
 * <p>Threading: a simulated thread of the new process, so it may block in the environment's dispatcher.
 */
@FunctionalInterface
public interface HostProgram {
    /** Starts a node with {@code process} as its world. Whatever it throws fails the run. */
    void run(SimulatedProcess process) throws Exception;
}
