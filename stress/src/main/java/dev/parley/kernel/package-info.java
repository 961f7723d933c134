/** Stress of what that package keeps to itself. */
@NullMarked
package dev.parley.kernel;

import org.jspecify.annotations.NullMarked;
