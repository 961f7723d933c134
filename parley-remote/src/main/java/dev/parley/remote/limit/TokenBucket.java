package dev.parley.remote.limit;

import dev.parley.remote.LinkConfig;

/**
 * So many at once, and so many a second in the long run. Pure: the time is given, and is that of one clock whose origin
 * may be anything.
 *
 * <p>Instead of tokens it keeps the time at which the bucket will be full again (the generic cell rate algorithm, ITU-T
 * I.371): one number, and nothing to refill.
 *
 * <p>Threading: owner thread only.
 */
public final class TokenBucket {
    private static final long SECOND_NANOS = 1_000_000_000;

    private final long tokenNanos;
    private final long capacityNanos;
    private long fullAtNanos;

    /** Full at {@code nowNanos}. */
    public TokenBucket(LinkConfig.Rate rate, long nowNanos) {
        this.tokenNanos = Math.max(1, SECOND_NANOS / rate.perSecond());
        this.capacityNanos = rate.burst() * tokenNanos;
        this.fullAtNanos = nowNanos;
    }

    /** Takes one, if there is one. */
    public boolean take(long nowNanos) {
        if (waitNanos(nowNanos) > 0) {
            return false;
        }
        fullAtNanos = nowNanos + missingNanos(nowNanos) + tokenNanos;
        return true;
    }

    /** How long until there is one; 0 when there is. */
    public long waitNanos(long nowNanos) {
        return Math.max(0, missingNanos(nowNanos) + tokenNanos - capacityNanos);
    }

    /** Whether nothing is missing: then it is as good as a new one. */
    public boolean isFull(long nowNanos) {
        return missingNanos(nowNanos) == 0;
    }

    private long missingNanos(long nowNanos) {
        return Math.max(0, fullAtNanos - nowNanos);
    }
}
