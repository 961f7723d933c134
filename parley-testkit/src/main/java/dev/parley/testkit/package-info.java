/** Probes and a JUnit extension for tests of actors. */
@NullMarked
package dev.parley.testkit;

import org.jspecify.annotations.NullMarked;
