package dev.parley.testkit.simulation;

import org.jspecify.annotations.Nullable;

/**
 * What travels in one piece: bytes, or the end of the stream.
 *
 * @param bytes empty for the end
 * @param end how the stream ends after what was sent before, or null
 */
record Segment(byte[] bytes, @Nullable End end, long sentNanos, long arrivesNanos) {
    /** How a direction ends. */
    enum End {
        /** Everything arrives, then the end. */
        FINISHED("closed by the peer"),
        /** What arrived and was not read yet is lost. */
        RESET("reset by the peer");

        private final String cause;

        End(String cause) {
            this.cause = cause;
        }

        String cause() {
            return cause;
        }
    }
}
