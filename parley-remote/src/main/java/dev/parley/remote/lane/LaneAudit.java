package dev.parley.remote.lane;

import java.util.function.Supplier;

/**
 * Knows when the peer is to be asked what has come of a lane, which it says whenever a generation is opened.
 *
 * <p>Threading: the loop.
 */
public final class LaneAudit {
    private final Supplier<LaneOut> lane;
    private final Runnable ask;

    /** The last frame at the last look whether all has come. */
    private long lastAtRest = -1;

    /** The last frame whose arrival is waited for before this node leaves; below 0 until it does. */
    private long lastToSettle = -1;

    /** {@code ask} opens another generation if there is a connection. */
    public LaneAudit(Supplier<LaneOut> lane, Runnable ask) {
        this.lane = lane;
        this.ask = ask;
    }

    /**
     * Asks once all has left that was here at the first call; whether that is still under way. On a minimal link nobody
     * can say.
     */
    public boolean settle(boolean minimal) {
        LaneOut out = lane.get();
        if (lastToSettle < 0) {
            lastToSettle = out.lastNumber();
        }
        if (minimal) {
            return out.sent() < lastToSettle;
        }
        askBehind(lastToSettle, out);
        return out.accounted() < lastToSettle;
    }

    /**
     * Whether the peer has said of all that was ever put in what became of it. If nothing was put in since the last
     * call, it is asked.
     */
    public boolean hasAllCome() {
        LaneOut out = lane.get();
        long last = out.lastNumber();
        if (out.accounted() == last) {
            return true;
        }
        if (last == lastAtRest) {
            askBehind(last, out);
        }
        lastAtRest = last;
        return false;
    }

    private void askBehind(long number, LaneOut out) {
        if (out.canAsk(number)) {
            ask.run();
        }
    }
}
