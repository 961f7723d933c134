/** Promises of the real environment. */
@NullMarked
package dev.parley.jvm;

import org.jspecify.annotations.NullMarked;
