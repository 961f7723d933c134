package dev.parley.remote.lane;

import java.util.function.Supplier;

/**
 * Knows when the peer is to be asked what has come of a lane, which it says whenever a generation is opened.
 *
 * <p>Threading: the loop.
 */
public final class LaneAudit {
    /** To ask costs the lane a round trip in which nothing leaves, so while much is said it is seldom done. */
    private static final int LOOKS_WHILE_BUSY = 60;

    private final Supplier<LaneOut> lane;
    private final Runnable ask;

    /** The last frame at the last look whether all has come. */
    private long lastAtRest = -1;

    /** Looks since all that had been sent was accounted for. */
    private int looks;

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
     * From time to time: asks if nothing was put in since the last call, and after {@value #LOOKS_WHILE_BUSY} calls in
     * any case: who says a little all the time fills no buffer that would stand still.
     */
    public void look() {
        LaneOut out = lane.get();
        long last = out.lastNumber();
        looks = out.unaccounted() == 0 ? 0 : looks + 1;
        if (last == lastAtRest) {
            askBehind(last, out);
        } else if (looks >= LOOKS_WHILE_BUSY) {
            askBehind(out.sent(), out);
            looks = 0;
        }
        lastAtRest = last;
    }

    /** Whether the peer has said of all that was ever put in what became of it. */
    public boolean hasAllCome() {
        LaneOut out = lane.get();
        return out.accounted() == out.lastNumber();
    }

    private void askBehind(long number, LaneOut out) {
        if (out.canAsk(number)) {
            ask.run();
        }
    }
}
