package dev.parley.remote.lane;

/**
 * Whether a peer takes what waits for it, or just enough not to stand still: from beat to beat, a share of what waited
 * at first must have left before its time is over; then another such time begins. Who keeps to that needs half an hour
 * at most for all that can wait. Pure.
 *
 * <p>Beats are counted, and no time, as this process may have stood still itself.
 *
 * <p>Threading: the loop.
 */
public final class Pace {
    /** A sixteenth: a slow network may stay slow, but nobody keeps a full queue with a sip now and then. */
    private static final int SHARE = 16;

    private long dueBytes;
    private long beats;

    /**
     * On each beat: so much has left since the last one, and so much waits.
     *
     * @param mostBeats for how many a share may be under way
     */
    public boolean isTooSlow(long leftBytes, long waitingBytes, long mostBeats) {
        dueBytes -= leftBytes;
        beats++;
        if (dueBytes <= 0 || waitingBytes == 0) {
            dueBytes = Math.ceilDiv(waitingBytes, SHARE);
            beats = 0;
        }
        return beats >= mostBeats;
    }
}
