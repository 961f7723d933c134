package dev.parley.remote.link;

import dev.parley.spi.ReplySlot;
import dev.parley.wire.WireSlot;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a peer that actors here still have to answer.
 *
 * <p>Threading: {@link #answered} on any thread, the rest on the loop.
 *
 * <p>Limits: {@value #MAX_OPEN}; beyond that, requests are answered as ever, and no cycle is found through them.
 */
final class AskedHere {
    static final int MAX_OPEN = 100_000;

    private static final long BETWEEN_SWEEPS_NANOS = 1_000_000_000;

    private final Map<WireSlot, ReplySlot> open = new ConcurrentHashMap<>();
    private long sweptNanos = Long.MIN_VALUE;

    /** One has come. */
    void add(WireSlot number, ReplySlot request, long nowNanos) {
        if (open.size() < MAX_OPEN) {
            open.put(number, request);
        }
        if (nowNanos >= sweptNanos + BETWEEN_SWEEPS_NANOS) {
            sweptNanos = nowNanos;
            open.values().removeIf(each -> each.deadlineNanos() <= nowNanos); // those that nobody ever answers
        }
    }

    /** One has its answer. */
    void answered(WireSlot number) {
        open.remove(number);
    }

    /** The request that went out under that number, if it still has no answer; null otherwise. */
    @Nullable
    ReplySlot open(WireSlot number) {
        return open.get(number);
    }
}
