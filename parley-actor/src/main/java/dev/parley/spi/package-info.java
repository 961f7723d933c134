/**
 * The seam: what a system needs from the world ({@link dev.parley.spi.Environment}), and what the remote side, the
 * cluster and the simulation may see of a system. Not for users; may change in any version.
 */
@NullMarked
package dev.parley.spi;

import org.jspecify.annotations.NullMarked;
