package dev.parley.testkit.history;

import java.util.ArrayDeque;
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

    /** The failures of one actor that were followed by a restart and are in the window. */
    private static final class Failures {
        final ArrayDeque<Long> atNanos = new ArrayDeque<>(2);

        @Nullable
        Entry threw;

        void forget(long longestNanos, long nowNanos) {
            while (!atNanos.isEmpty() && nowNanos - atNanos.getFirst() >= longestNanos) {
                atNanos.removeFirst();
            }
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
            case Event.Threw failure -> byActor.computeIfAbsent(failure.actor(), _ -> new Failures()).threw = entry;
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
        failures.forget(windowNanos, threw.atNanos());
        if (failures.atNanos.size() >= limit) {
            throw new Violation(
                    "restart-limit",
                    life.actor() + " failed at " + Violation.at(threw) + " and was started again at "
                            + Violation.at(entry) + ", beyond the limit of " + limit + " restarts within "
                            + Violation.at(windowNanos));
        }
        failures.atNanos.addLast(threw.atNanos());
    }
}
