/**
 * Broken input for everything that reads what strangers write: a generator of our own, whose every input can be made
 * again from three numbers, and the entry for a coverage-guided one.
 */
@NullMarked
package dev.parley.fuzz;

import org.jspecify.annotations.NullMarked;
