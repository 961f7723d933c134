/** Workloads of two processes: what each of them does, and how they find each other. */
@NullMarked
package dev.parley.bench.far;

import org.jspecify.annotations.NullMarked;
