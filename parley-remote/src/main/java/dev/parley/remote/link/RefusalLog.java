package dev.parley.remote.link;

import dev.parley.remote.LinkConfig;

/**
 * Says why connections are refused, but not so often that those who are refused can fill a disk.
 *
 * <p>Threading: the loop. Limits: {@value #BURST_LINES} lines at once, then {@value #LINES_PER_SECOND} a second; the
 * next one says how many were left out, which are logged at level debug.
 */
final class RefusalLog {
    private static final int BURST_LINES = 200;
    private static final int LINES_PER_SECOND = 2;

    private final TokenBucket lines;
    private long leftOut;

    RefusalLog(long nowNanos) {
        this.lines = new TokenBucket(new LinkConfig.Rate(LINES_PER_SECOND, BURST_LINES), nowNanos);
    }

    void refused(String remote, String why, long nowNanos) {
        if (!lines.take(nowNanos)) {
            leftOut++;
            Link.LOG.debug("connection from {} is refused: {}", remote, why);
        } else if (leftOut == 0) {
            Link.LOG.warn("connection from {} is refused: {}", remote, why);
        } else {
            Link.LOG.warn("connection from {} is refused: {}; so were {} before it", remote, why, leftOut);
            leftOut = 0;
        }
    }
}
