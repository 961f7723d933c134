package dev.parley.testkit;

import dev.parley.remote.Node;

/**
 * What the process of a simulated host does when it starts, and again when it starts after a crash: spawns actors,
 * exports them, opens singletons.
 *
 * <p>Threading: a simulated thread of that process; it may block in calls of the actor system.
 */
@FunctionalInterface
public interface NodeProgram {
    /** Furnishes a node that has just started. Whatever it throws fails the run. */
    void run(Node node) throws Exception;
}
