/** The JVMs that a run starts. */
@NullMarked
package dev.parley.bench.process;

import org.jspecify.annotations.NullMarked;
