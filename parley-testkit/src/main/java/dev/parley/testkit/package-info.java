/**
 * Probes, and JUnit annotations for tests of actors and of whole clusters in virtual time. Read {@link
 * dev.parley.testkit.SimulationTest} and {@link dev.parley.testkit.SimulatedCluster} first; {@code docs/SIMULATION.md}
 * is the tutorial.
 */
@NullMarked
package dev.parley.testkit;

import org.jspecify.annotations.NullMarked;
