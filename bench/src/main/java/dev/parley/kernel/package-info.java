/** Benchmarks of private parts; they must live where those do. */
@NullMarked
package dev.parley.kernel;

import org.jspecify.annotations.NullMarked;
