package dev.parley.testkit.history;

import java.time.Duration;

/**
 * The figures that checkers hold a run to.
 *
 * @param restarts how many restarts after failures an actor may have within {@code restartWindow}
 * @param restartWindow the sliding window for that, at least 1 ms
 * @param orphanAfter how long a child may live after its parent on another node ended or died: more than the failure
 *     time-out, plus the longest pause of a process
 * @param amplification how many frames one wanted frame may cause
 * @param amplificationSlack how many frames a node may add to that in one second
 * @param requestTolerance how much later than its limit a request may end: more than the longest pause of a process
 */
public record Bounds(
        int restarts,
        Duration restartWindow,
        Duration orphanAfter,
        int amplification,
        long amplificationSlack,
        Duration requestTolerance) {

    private static final Bounds DEFAULTS =
            new Bounds(3, Duration.ofMinutes(1), Duration.ofSeconds(15), 3, 100, Duration.ofSeconds(1));

    /** Refuses what is negative, or a limit of no restarts in no time. */
    public Bounds {
        require(restarts >= 0, "restarts must not be negative: " + restarts);
        require(restartWindow.toMillis() >= 1, "restartWindow must be 1 ms or more: " + restartWindow);
        require(!orphanAfter.isNegative(), "orphanAfter must not be negative: " + orphanAfter);
        require(amplification >= 1, "amplification must be 1 or more: " + amplification);
        require(amplificationSlack >= 0, "amplificationSlack must not be negative: " + amplificationSlack);
        require(!requestTolerance.isNegative(), "requestTolerance must not be negative: " + requestTolerance);
    }

    /** Three restarts in a minute, orphans gone in 15 s, amplification 3 with 100 to spare, requests 1 s late. */
    public static Bounds defaults() {
        return DEFAULTS;
    }

    /** With another limit of restarts. */
    public Bounds withRestarts(int limit, Duration window) {
        return new Bounds(limit, window, orphanAfter, amplification, amplificationSlack, requestTolerance);
    }

    /** With another time for orphans. */
    public Bounds withOrphanAfter(Duration bound) {
        return new Bounds(restarts, restartWindow, bound, amplification, amplificationSlack, requestTolerance);
    }

    /** With another limit of frames. */
    public Bounds withAmplification(int factor, long slack) {
        return new Bounds(restarts, restartWindow, orphanAfter, factor, slack, requestTolerance);
    }

    /** With another tolerance for late answers. */
    public Bounds withRequestTolerance(Duration tolerance) {
        return new Bounds(restarts, restartWindow, orphanAfter, amplification, amplificationSlack, tolerance);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }
}
