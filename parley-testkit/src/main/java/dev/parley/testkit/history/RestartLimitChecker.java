package dev.parley.testkit.history;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * No actor is restarted after failures more often than its limit allows within the window, counted from failure to
 * failure. Failures that nobody writes down, such as a factory's, do not count. Kind: {@code restart-limit}.
 */
final class RestartLimitChecker implements Checker {
    private final int limit;
    private final long windowNanos;
    private final Map<String, Failures> byActor = new HashMap<>();

    /** The last failures of one actor that were followed by a restart, as a ring. */
    private static final class Failures {
        final long[] atNanos;
        int count;

        @Nullable
        Entry threw;

        Failures(int limit) {
            atNanos = new long[limit];
        }
    }

    RestartLimitChecker(Bounds bounds) {
        this.limit = bounds.restarts();
        long window = bounds.restartWindow().toNanos();
        // a failure is written down a moment before it is judged
        this.windowNanos = window - window / 100;
    }

    @Override
    public void on(Entry entry) {
        switch (entry.event()) {
            case Event.Threw failure ->
                byActor.computeIfAbsent(failure.actor(), _ -> new Failures(limit)).threw = entry;
            case Event.Started life -> started(life, entry);
            default -> {} // no failure and no restart
        }
    }

    private void started(Event.Started life, Entry entry) {
        Failures failures = byActor.get(life.actor());
        Entry threw = failures == null ? null : failures.threw;
        if (failures == null || threw == null) {
            return;
        }
        failures.threw = null;
        int slot = limit == 0 ? 0 : failures.count % limit;
        if (failures.count >= limit && (limit == 0 || threw.atNanos() - failures.atNanos[slot] < windowNanos)) {
            throw new Violation(
                    "restart-limit",
                    life.actor() + " failed at " + Violation.at(threw) + " and was started again at "
                            + Violation.at(entry) + ", beyond the limit of " + limit + " restarts within "
                            + Violation.at(windowNanos));
        }
        failures.atNanos[slot] = threw.atNanos();
        failures.count++;
    }
}
