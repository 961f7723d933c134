package dev.parley.remote.lane;

import dev.parley.wire.Frame;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of one link incarnation. All that one actor says to the peer takes the same lane, so that its order holds
 * whatever becomes of the others; those that share one wait behind each other, and nobody else.
 *
 * <p>Where there are several, the last one is kept for those who say something large, from then on, so that others do
 * not wait for it. They change to it behind all that they said before, and go back when it has all come.
 *
 * <p>The lane goes by who speaks, not by who is spoken to: an actor can be reached by several addresses, which the
 * speaker cannot know for one.
 *
 * <p>Threading: the loop; {@link #bytes} and the totals from any thread. Limits: {@value #MAX_LARGE} speakers at a time
 * in the lane for large ones; the next stays where it is.
 */
public final class Lanes {
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L; // 2^64 divided by the golden ratio
    private static final int MAX_LARGE = 65_536;

    private final int largeBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final Set<Long> large = new HashSet<>();
    private volatile List<Lane> all = List.of(new Lane(0, bytes));
    private @Nullable Lane forLarge;

    /** A payload of so many bytes is large. */
    public Lanes(int largeBytes) {
        this.largeBytes = largeBytes;
    }

    /** Both sides have said how many they would have, and whether one may change; before anything is put in. */
    public void agree(int count, boolean changing) {
        List<Lane> agreed = new ArrayList<>(all);
        while (agreed.size() < count) {
            agreed.add(new Lane(agreed.size(), bytes));
        }
        all = List.copyOf(agreed);
        forLarge = changing && count > 1 ? agreed.getLast() : null;
    }

    public int count() {
        return all.size();
    }

    public boolean has(int number) {
        return number >= 0 && number < all.size();
    }

    public Lane get(int number) {
        return all.get(number);
    }

    public List<Lane> all() {
        return all;
    }

    /** Puts a frame in, as the next one of a speaker: an actor's incarnation, a guest's id, or 0 outside of actors. */
    public void add(long speaker, Frame frame) {
        next(speaker, LaneOut.payloadBytes(frame)).out.add(frame);
    }

    /** The lane of a speaker's next frame, whose payload has so many bytes. */
    public Lane next(long speaker, int payloadBytes) {
        Lane last = forLarge;
        if (last == null || payloadBytes < largeBytes || large.size() >= MAX_LARGE) {
            return of(speaker);
        }
        if (large.add(speaker)) {
            last.out.follow(usual(speaker).last());
        }
        return last;
    }

    private Lane of(long speaker) {
        Lane changedTo = changedTo();
        return changedTo != null && large.contains(speaker) ? changedTo : usual(speaker);
    }

    /**
     * Where a speaker's words end: in the lane that it has changed to, and, because the last words there may be lost
     * while those before them are still under way, in its usual one.
     */
    public List<Frame.LanePosition> lastWords(long speaker) {
        Lane usual = usual(speaker);
        Lane last = of(speaker);
        return last.equals(usual) ? List.of(usual.last()) : List.of(usual.last(), last.last());
    }

    private Lane usual(long speaker) {
        List<Lane> lanes = all;
        int usual = forLarge == null ? lanes.size() : lanes.size() - 1;
        return usual == 1 ? lanes.getFirst() : lanes.get((int) (((speaker * MIX) >>> 33) % usual));
    }

    /** The lane that some have changed to; null when none has. */
    public @Nullable Lane changedTo() {
        return large.isEmpty() ? null : forLarge;
    }

    /** All that they said there has been accounted for: they go back. */
    public void changeBack() {
        large.clear();
        if (forLarge != null) {
            forLarge.out.followNothing();
        }
    }

    /** Where all of them stand. */
    public List<Frame.LanePosition> last() {
        return all.stream().map(Lane::last).toList();
    }

    /** Whether the peer's frame at that position was delivered, or is known to be lost. */
    public boolean isPast(Frame.LanePosition position) {
        return get(position.lane()).in.isPast(position.number());
    }

    /** Bytes of payload that wait in all of them. */
    public long bytes() {
        return bytes.get();
    }

    /** What they did; frames that the peer has not reported on are in doubt when no report can come. */
    public LaneTotals totals(boolean ended) {
        LaneTotals totals = LaneTotals.NONE;
        for (Lane lane : all) {
            totals = totals.plus(lane.out.totals(ended ? lane.out.unaccounted() : 0))
                    .plus(lane.in.totals());
        }
        return totals;
    }
}
