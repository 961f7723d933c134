/** The command {@code parley bench local}: processes, rounds, statistics and reports. */
@NullMarked
package dev.parley.bench.run;

import org.jspecify.annotations.NullMarked;
