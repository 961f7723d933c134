/** Runs the stress tests, briefly or at length. */
@NullMarked
package dev.parley.stress;

import org.jspecify.annotations.NullMarked;
