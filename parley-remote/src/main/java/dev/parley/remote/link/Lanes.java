package dev.parley.remote.link;

import dev.parley.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The lanes of one link incarnation. All that one actor says to the peer takes the same lane, so that its order holds
 * whatever becomes of the others; those that share one wait behind each other, and nobody else.
 *
 * <p>The lane goes by who speaks, not by who is spoken to: an actor can be reached by several addresses, which the
 * speaker cannot know for one.
 *
 * <p>Threading: the loop; {@link #bytes} and the totals from any thread.
 */
final class Lanes {
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L; // 2^64 divided by the golden ratio

    private final AtomicLong bytes = new AtomicLong();
    private volatile List<Lane> all = List.of(new Lane(0, bytes));

    /** Both sides have said how many they would have; before that nothing is put in. */
    void agree(int count) {
        List<Lane> agreed = new ArrayList<>(all);
        while (agreed.size() < count) {
            agreed.add(new Lane(agreed.size(), bytes));
        }
        all = List.copyOf(agreed);
    }

    int count() {
        return all.size();
    }

    boolean has(int number) {
        return number >= 0 && number < all.size();
    }

    Lane get(int number) {
        return all.get(number);
    }

    List<Lane> all() {
        return all;
    }

    /** The lane of a speaker: an actor's incarnation, a guest's id, or 0 for code outside of actors. */
    Lane of(long speaker) {
        List<Lane> lanes = all;
        return lanes.size() == 1 ? lanes.getFirst() : lanes.get((int) (((speaker * MIX) >>> 33) % lanes.size()));
    }

    /** Where all of them stand. */
    List<Frame.LanePosition> last() {
        return all.stream().map(Lane::last).toList();
    }

    /** Whether the peer's frame at that position was delivered, or is known to be lost. */
    boolean isPast(Frame.LanePosition position) {
        return position.lane() == Frame.CONTROL || get(position.lane()).in.isPast(position.number());
    }

    /** Bytes of payload that wait in all of them. */
    long bytes() {
        return bytes.get();
    }

    /** What they did; frames that the peer has not reported on are in doubt when no report can come. */
    LaneTotals totals(boolean ended) {
        LaneTotals totals = LaneTotals.NONE;
        for (Lane lane : all) {
            totals = totals.plus(lane.out.totals(ended ? lane.out.unaccounted() : 0))
                    .plus(lane.in.totals());
        }
        return totals;
    }
}
