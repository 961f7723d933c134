/** Stress of what that package keeps to itself. */
@NullMarked
package dev.parley.spi;

import org.jspecify.annotations.NullMarked;
