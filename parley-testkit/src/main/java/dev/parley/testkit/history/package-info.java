/**
 * What was seen in a run, and who judges it: one format for simulations and for real processes, and checkers that read
 * it event by event. The format is in {@code docs/HISTORY.md}.
 *
 * <p>Must not know: simulations, nodes, actors that run. Read {@link dev.parley.testkit.history.Event} first, then
 * {@link dev.parley.testkit.history.History}, then {@link dev.parley.testkit.history.Checkers}.
 */
@NullMarked
package dev.parley.testkit.history;

import org.jspecify.annotations.NullMarked;
