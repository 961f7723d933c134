package dev.parley.testkit.history;

import java.util.HashMap;
import java.util.Map;

/** A process that was killed does nothing any more, and no life of one begins twice. Kinds: {@code event-after-death},
 * {@code process-started-twice}. */
final class ProcessChecker implements Checker {
    private final Map<String, Entry> started = new HashMap<>();
    private final Map<String, Entry> died = new HashMap<>();

    @Override
    public void on(Entry entry) {
        if (!died.isEmpty()) {
            Entry death = died.get(entry.node());
            if (death != null) {
                throw new Violation(
                        "event-after-death",
                        entry.event() + " at " + Violation.at(entry) + ", which died at "
                                + Violation.at(death.atNanos()));
            }
        }
        switch (entry.event()) {
            case Event.ProcessStarted _ -> {
                Entry before = started.put(entry.node(), entry);
                if (before != null) {
                    throw new Violation(
                            "process-started-twice",
                            "node " + entry.node() + " started at " + Violation.at(before.atNanos()) + " and at "
                                    + Violation.at(entry.atNanos()) + "; each life has a number of its own");
                }
            }
            case Event.ProcessDied _ -> died.put(entry.node(), entry);
            default -> {} // something of a living process
        }
    }
}
