/** Stress of the few structures that many threads touch at once: the simulation cannot see data races. */
@NullMarked
package dev.parley.stress;

import org.jspecify.annotations.NullMarked;
