/**
 * What the stress tests stand on. The tests are in the packages of what they test, since that is private to them.
 * The simulation has one thread and cannot see data races; these tests run the real classes on real threads, millions
 * of times, and judge each outcome.
 */
@NullMarked
package dev.parley.stress;

import org.jspecify.annotations.NullMarked;
