package dev.parley.kernel;

import dev.parley.spi.NodeClock;

/**
 * What one batch may still do: so many messages, and about a millisecond. Handlers that compute for long would
 * otherwise hold a carrier for as many times as long as they have messages, and other virtual threads would wait.
 *
 * <p>A batch of one message does not look at the clock. A longer one does before its 2nd, 3rd, 5th, 9th message, and so
 * on until every 64th, so that it costs a short message about a nanosecond; the limit counts from the first look.
 *
 * <p>Threading: the thread that runs the batch.
 */
final class Batch {
    private static final long LENGTH_NANOS = 1_000_000;
    private static final int MOST_UNTIMED = 64;

    private int messages;
    private int handled;
    private long beganNanos;
    private boolean over;

    /** A new batch. */
    void begin(int most) {
        messages = most;
        handled = 0;
        over = false;
    }

    /** Whether one more message may be handled, which then counts. */
    boolean takesOne(NodeClock clock) {
        int before = handled++;
        over = before == messages || (isToBeTimed(before) && isLate(before, clock));
        return !over;
    }

    private static boolean isToBeTimed(int before) {
        return (before & (before - 1)) == 0 ? before > 0 : before % MOST_UNTIMED == 0;
    }

    private boolean isLate(int before, NodeClock clock) {
        long nowNanos = clock.nanoTime();
        if (before == 1) {
            beganNanos = nowNanos;
        }
        return nowNanos - beganNanos >= LENGTH_NANOS;
    }

    /** No more messages. */
    void end() {
        over = true;
    }

    /** Whether a message was refused, or it was ended. */
    boolean isOver() {
        return over;
    }
}
