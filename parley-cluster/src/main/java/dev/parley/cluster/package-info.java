/**
 * Nodes that know of each other, and what is built on that: for now a fixed list of peers and one singleton actor among
 * them. Must not know: frames, sockets.
 *
 * <p>Read {@link dev.parley.cluster.Singleton} first, then {@code Placement} (all its decisions, without a clock or a
 * thread), {@code Epochs} (who grants what), {@code Candidacy} and {@code Lease}.
 */
@NullMarked
package dev.parley.cluster;

import org.jspecify.annotations.NullMarked;
