/** What actors promise, on the real environment and in the simulation alike. */
@NullMarked
package dev.parley.testkit.actor;

import org.jspecify.annotations.NullMarked;
