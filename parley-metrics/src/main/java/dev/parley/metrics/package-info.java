/** Meters for actor systems and links. */
@NullMarked
package dev.parley.metrics;

import org.jspecify.annotations.NullMarked;
