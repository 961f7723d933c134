/** Promises of the limits that others are held to. */
@NullMarked
package dev.parley.remote.limit;

import org.jspecify.annotations.NullMarked;
