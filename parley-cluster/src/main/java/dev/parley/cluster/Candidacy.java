package dev.parley.cluster;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** How a node that does not host stands with its own wish to. Pure: no clock, no thread, no I/O. */
sealed interface Candidacy {
    /** It does not claim before a certain time. */
    record Waiting(long untilNanos) implements Candidacy {
        boolean isOver(long nowNanos) {
            return nowNanos - untilNanos >= 0;
        }
    }

    /**
     * It has asked all others, and will vote for itself when that decides.
     *
     * @param ballot what it claims
     * @param sentNanos when it asked
     * @param granted who agreed
     * @param denied who did not
     * @param waitNanos the longest that one of those asked for
     */
    record Claiming(
            Ballot ballot, long sentNanos, SortedSet<Integer> granted, SortedSet<Integer> denied, long waitNanos)
            implements Candidacy {
        /** The sets are copied. */
        public Claiming {
            granted = Collections.unmodifiableSortedSet(new TreeSet<>(granted));
            denied = Collections.unmodifiableSortedSet(new TreeSet<>(denied));
        }

        static Claiming of(Ballot ballot, long sentNanos) {
            return new Claiming(ballot, sentNanos, Collections.emptySortedSet(), Collections.emptySortedSet(), 0);
        }

        Claiming grantedBy(int node) {
            SortedSet<Integer> more = new TreeSet<>(granted);
            more.add(node);
            return new Claiming(ballot, sentNanos, more, denied, waitNanos);
        }

        Claiming deniedBy(int node, long longerNanos) {
            SortedSet<Integer> more = new TreeSet<>(denied);
            more.add(node);
            return new Claiming(ballot, sentNanos, granted, more, Math.max(waitNanos, longerNanos));
        }

        /** Whether its own vote makes a majority. */
        boolean needsOnlySelf(Peers peers) {
            return granted.size() + 1 >= peers.majority();
        }

        /** Whether too many have said no. */
        boolean isLost(Peers peers) {
            return peers.size() - denied.size() < peers.majority();
        }
    }
}
