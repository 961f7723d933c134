package dev.parley.testkit.simulation;

import dev.parley.remote.transport.NodeEnvironment;

/** One process on a simulated host: the world of the node that is started in it. */
@SuppressWarnings("exports") // what a world is made of is for Node.start alone
public interface SimulatedProcess extends NodeEnvironment {}
