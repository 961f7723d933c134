/**
 * Whole clusters in one thread: virtual time, seeded order, a byte-level network with faults. The nodes run the same
 * bytecode as in production; only their {@link dev.parley.remote.transport.NodeEnvironment} is simulated. A run is a
 * pure function of code, seed and fault plan.
 *
 * <p>Must not know: actors, links, frames. Read {@link dev.parley.testkit.simulation.Simulation} first, then
 * {@code Agenda} (what runs next), {@code SimulatedThread} (how handlers may block) and {@code Pipe} (how bytes
 * travel).
 */
@NullMarked
package dev.parley.testkit.simulation;

import org.jspecify.annotations.NullMarked;
