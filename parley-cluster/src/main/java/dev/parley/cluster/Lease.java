package dev.parley.cluster;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long a host may go on: until nine tenths of the failure time-out after it <em>sent</em> the latest beat that a
 * majority has acknowledged. The votes of that majority last a tenth longer, which covers the difference of clock rates
 * and the time to stop. Pure: no clock, no thread, no I/O.
 *
 * @param ballot what it is for
 * @param majority how many nodes must have acknowledged, this one included
 * @param lastsNanos how long an acknowledgement counts, from when its beat was sent on this node's clock
 * @param sentNanos the latest acknowledged beat, by node
 */
record Lease(Ballot ballot, int majority, long lastsNanos, SortedMap<Integer, Long> sentNanos) {
    /** The map is copied. */
    Lease {
        sentNanos = Collections.unmodifiableSortedMap(new TreeMap<>(sentNanos));
    }

    /** A lease that nobody has acknowledged yet. */
    static Lease of(Ballot ballot, int majority, long timeoutNanos) {
        return new Lease(ballot, majority, timeoutNanos - timeoutNanos / 10, Collections.emptySortedMap());
    }

    /** With one more acknowledgement; an older one than is known changes nothing. */
    Lease acknowledged(int node, long beatSentNanos) {
        Long known = sentNanos.get(node);
        if (known != null && known - beatSentNanos >= 0) {
            return this;
        }
        SortedMap<Integer, Long> more = new TreeMap<>(sentNanos);
        more.put(node, beatSentNanos);
        return new Lease(ballot, majority, lastsNanos, more);
    }

    /** How long it still lasts; zero or less is not at all. */
    long remainingNanos(long nowNanos) {
        return sentNanos.values().stream()
                .map(sent -> lastsNanos - (nowNanos - sent))
                .sorted(Collections.reverseOrder())
                .skip(majority - 1L)
                .findFirst()
                .orElse(0L);
    }

    /** Whether the host may go on. */
    boolean holds(long nowNanos) {
        return remainingNanos(nowNanos) > 0;
    }
}
