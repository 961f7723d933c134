package dev.parley.testkit.simulation;

import java.time.Duration;
import java.util.Locale;

/**
 * One line of the story of a run.
 *
 * @param at virtual time since the simulation was made
 * @param where the host, or {@value #NETWORK}
 * @param text what happened
 */
public record Moment(Duration at, String where, String text) {
    /** Where things happen that belong to no host. */
    public static final String NETWORK = "network";

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%12.6f s  %-15s  %s", at.toNanos() / 1e9, where, text);
    }
}
