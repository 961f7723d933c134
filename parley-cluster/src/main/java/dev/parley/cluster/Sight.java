package dev.parley.cluster;

/**
 * Whom a node has heard of within the failure time-out, and what they said of themselves. Nothing safe rests on it: it
 * only decides who tries.
 *
 * <p>Threading: confined to its {@link Placement}.
 */
final class Sight {
    private final Peers peers;
    private final long timeoutNanos;
    private final boolean[] everHeard;
    private final long[] heardNanos;
    private final boolean[] able;
    private long highestEpoch;

    Sight(Peers peers, long timeoutNanos) {
        this.peers = peers;
        this.timeoutNanos = timeoutNanos;
        this.everHeard = new boolean[peers.size()];
        this.heardNanos = new long[peers.size()];
        this.able = new boolean[peers.size()];
    }

    void heard(int node, long nowNanos) {
        everHeard[node] = true;
        heardNanos[node] = nowNanos;
    }

    /** Whether a node says that it could host. */
    void able(int node, boolean isAble) {
        able[node] = isAble;
    }

    /** Someone spoke of this epoch. */
    void knows(long epoch) {
        highestEpoch = Math.max(highestEpoch, epoch);
    }

    /** The highest epoch that was spoken of in vain. */
    long highestEpoch() {
        return highestEpoch;
    }

    boolean seesMajority(long nowNanos) {
        int seen = 0;
        for (int node = 0; node < peers.size(); node++) {
            seen += isSeen(node, nowNanos) ? 1 : 0;
        }
        return seen >= peers.majority();
    }

    /** Whether nobody before this node in the list could host. */
    boolean isFirstAble(long nowNanos) {
        for (int node = 0; node < peers.self(); node++) {
            if (able[node] && isSeen(node, nowNanos)) {
                return false;
            }
        }
        return true;
    }

    private boolean isSeen(int node, long nowNanos) {
        return node == peers.self() || (everHeard[node] && nowNanos - heardNanos[node] < timeoutNanos);
    }
}
