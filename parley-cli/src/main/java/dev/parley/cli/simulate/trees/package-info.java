/** Trees of actors that fail wherever user code can fail. */
@NullMarked
package dev.parley.cli.simulate.trees;

import org.jspecify.annotations.NullMarked;
