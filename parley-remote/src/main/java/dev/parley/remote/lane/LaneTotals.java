package dev.parley.remote.lane;

/**
 * What the lanes of a link have done over all its incarnations, in frames of users.
 *
 * @param sent handed to connections
 * @param lost of those, what the peer reported as never received
 * @param inDoubt of those, what had no report yet when its link incarnation ended: received or lost
 * @param received delivered from the peer
 * @param missed what the peer says that it sent and what never came
 */
public record LaneTotals(long sent, long lost, long inDoubt, long received, long missed) {
    public static final LaneTotals NONE = new LaneTotals(0, 0, 0, 0, 0);

    public LaneTotals plus(LaneTotals more) {
        return new LaneTotals(
                sent + more.sent,
                lost + more.lost,
                inDoubt + more.inDoubt,
                received + more.received,
                saturated(missed, more.missed));
    }

    /** A peer may say that it sent as many as there are numbers. */
    private static long saturated(long one, long other) {
        long sum = one + other;
        return one > 0 && other > 0 && sum < 0 ? Long.MAX_VALUE : sum;
    }
}
