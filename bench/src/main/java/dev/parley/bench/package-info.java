/** Speed: the command {@code parley bench}, and JMH benchmarks. Figures from a shared machine are no figures. */
@NullMarked
package dev.parley.bench;

import org.jspecify.annotations.NullMarked;
