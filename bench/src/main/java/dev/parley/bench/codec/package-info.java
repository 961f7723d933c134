/** The record codec beside code that was written by hand for each type. */
@NullMarked
package dev.parley.bench.codec;

import org.jspecify.annotations.NullMarked;
