/** Nodes in simulation: what links promise under faults. */
@NullMarked
package dev.parley.testkit.remote;

import org.jspecify.annotations.NullMarked;
