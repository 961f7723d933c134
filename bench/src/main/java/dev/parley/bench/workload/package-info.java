/** What the sides do, and how it is measured and counted; the same code for all of them. */
@NullMarked
package dev.parley.bench.workload;

import org.jspecify.annotations.NullMarked;
