package dev.parley.testkit.simulation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What travels in one piece: bytes, or the end of the stream. */
final class Segment {
    /** Empty for the end. */
    final byte[] bytes;

    /** How the stream ends after what was sent before; null for bytes. */
    final @Nullable End end;

    final long sentNanos;
    long arrivesNanos;

    Segment(byte[] bytes, @Nullable End end, long sentNanos, long arrivesNanos) {
        this.bytes = bytes;
        this.end = end;
        this.sentNanos = sentNanos;
        this.arrivesNanos = arrivesNanos;
    }

    /** Its first bytes, at the same times. */
    Segment first(int count) {
        return new Segment(Arrays.copyOf(bytes, count), null, sentNanos, arrivesNanos);
    }

    /** How a direction ends. */
    enum End {
        /** Everything arrives, then the end. */
        FINISHED("closed by peer"),
        /** What arrived and was not read yet is lost. */
        RESET("connection reset");

        private final String cause;

        End(String cause) {
            this.cause = cause;
        }

        /** For logs. */
        String cause() {
            return cause;
        }
    }
}
