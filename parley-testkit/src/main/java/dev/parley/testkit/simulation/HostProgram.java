package dev.parley.testkit.simulation;

import dev.parley.remote.transport.NodeEnvironment;

/**
 * What a host runs when it starts, and again when it is started after a crash; the main method of its process.
 *
 * <p>Threading: a simulated thread of the new process, so it may block in the environment's dispatcher.
 */
@FunctionalInterface
@SuppressWarnings("exports") // a world is only handed on, to Node.start
public interface HostProgram {
    /** Starts a node on {@code environment}. Whatever it throws fails the run. */
    void run(NodeEnvironment environment) throws Exception;
}
