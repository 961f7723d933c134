/** Nodes and what they need to find and reach each other: configuration, identity, export and lookup. */
@NullMarked
package dev.parley.remote;

import org.jspecify.annotations.NullMarked;
