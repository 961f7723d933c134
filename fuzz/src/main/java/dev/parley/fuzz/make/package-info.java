/** Makes inputs: valid ones, and the ways to break them. */
@NullMarked
package dev.parley.fuzz.make;

import org.jspecify.annotations.NullMarked;
