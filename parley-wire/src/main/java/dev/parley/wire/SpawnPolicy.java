package dev.parley.wire;

import java.util.Objects;

/**
 * How the host of a remotely spawned actor treats its failures, as numbers; code and exception types never travel.
 *
 * <p>Threading: immutable.
 *
 * @param strategy what a failure leads to
 * @param limit restarts allowed within the window, 0 to 2,147,483,647; one more failure stops the actor
 * @param windowMillis length of the window, 0 = for ever
 * @param minBackoffMillis pause before the first restart, 0 = none
 * @param maxBackoffMillis longest pause, not below the shortest
 */
public record SpawnPolicy(
        Strategy strategy, int limit, long windowMillis, long minBackoffMillis, long maxBackoffMillis) {

    /** What a failure leads to. A host cannot escalate: for the parent elsewhere that is a crash. */
    public enum Strategy {
        RESTART(1),
        RESUME(2),
        STOP(3);

        private final int number;

        Strategy(int number) {
            this.number = number;
        }

        /** The number on the wire, u8. */
        public int number() {
            return number;
        }
    }

    public SpawnPolicy {
        Objects.requireNonNull(strategy, "strategy");
        String complaint = complaintAbout(limit, windowMillis, minBackoffMillis, maxBackoffMillis);
        if (!complaint.isEmpty()) {
            throw new IllegalArgumentException(complaint);
        }
    }

    /** What is wrong with the numbers, or the empty text; shared with the decoder. */
    static String complaintAbout(int limit, long windowMillis, long minBackoffMillis, long maxBackoffMillis) {
        if (limit < 0 || windowMillis < 0 || minBackoffMillis < 0) {
            return "a restart limit, window and back-off are not negative";
        }
        return maxBackoffMillis < minBackoffMillis ? "the longest back-off is below the shortest" : "";
    }
}
