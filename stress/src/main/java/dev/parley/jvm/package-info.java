/** Stress of what that package keeps to itself. */
@NullMarked
package dev.parley.jvm;

import org.jspecify.annotations.NullMarked;
