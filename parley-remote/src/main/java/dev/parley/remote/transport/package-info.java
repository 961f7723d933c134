/**
 * The seam between links and the network: byte streams on one loop per node. Real in {@code dev.parley.remote.tcp},
 * simulated in the test kit.
 */
@NullMarked
package dev.parley.remote.transport;

import org.jspecify.annotations.NullMarked;
