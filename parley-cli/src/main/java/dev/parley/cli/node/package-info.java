/** The command {@code parley node}: one member of the cluster, which can host the room. */
@NullMarked
package dev.parley.cli.node;

import org.jspecify.annotations.NullMarked;
