package dev.parley.spi;

import dev.parley.ActorAddress;
import dev.parley.Failure;
import dev.parley.Result;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds actors that would wait for each other until their limits are over. Nobody keeps a graph: a blocked actor
 * points to the request that it waits for, and a request to the actor that has to answer it, so a cycle is a walk
 * along these pointers. A request that has its answer is no edge; one that left this system is where a walk ends here,
 * and others go on with it.
 *
 * <p>An asker publishes its pointer before its request is delivered, the walk begins after, and all pointers are
 * volatile: of actors that ask each other at the same time, at least one sees the cycle. A walk is believed only when a
 * second one meets the same pointers. A request object is never used twice, so whoever points to the same one still
 * has been blocked in between, and a blocked actor hands no request on.
 *
 * <p>Threading: any thread. Limits: {@value #MAX_HOPS} hops; a longer cycle ends by the limits of its requests.
 *
 * <p>Source: the wait-for graph and the edge-chasing of Chandy, Misra and Haas, "Distributed Deadlock Detection"
 * (1983), without messages as long as all is in one memory.
 */
public final class WaitForGraph {
    /** The longest walk. */
    public static final int MAX_HOPS = 32;

    /**
     * A walk.
     *
     * @param holders those who would have to answer, each before the one in front of it can
     * @param exit the request that the last of them is blocked in, when nobody here has to answer it; null when the
     *     walk ends at an actor that is not blocked, or too soon
     */
    public record Walk(List<Asker> holders, @Nullable ReplySlot exit) {
        private static final Walk NOWHERE = new Walk(List.of(), null);

        private boolean leadsTo(Asker asker) {
            return !holders.isEmpty() && holders.getLast().equals(asker);
        }
    }

    private WaitForGraph() {}

    /** Ends a request that was just delivered if answering it would have to wait for its own asker. */
    public static void breakCycle(ReplySlot slot) {
        Asker asker = slot.asker();
        if (asker == null) {
            return;
        }
        Walk walk = walk(slot, asker);
        if (walk.leadsTo(asker) && walk.equals(walk(slot, asker))) {
            List<ActorAddress> path = new ArrayList<>(walk.holders().size() + 1);
            path.add(asker.address());
            walk.holders().forEach(next -> path.add(next.address()));
            slot.complete(new Result.Err<>(new Failure.Cycle(path)));
        }
    }

    /** Who has to answer the request of an asker elsewhere, and for whom they wait in turn. */
    public static Walk onwards(ReplySlot slot) {
        Walk walk = walk(slot, null);
        return walk.exit() != null && walk.equals(walk(slot, null)) ? walk : Walk.NOWHERE;
    }

    private static Walk walk(ReplySlot slot, @Nullable Asker end) {
        List<Asker> holders = new ArrayList<>();
        @Nullable ReplySlot edge = slot;
        while (edge != null && !edge.isDone() && holders.size() < MAX_HOPS) {
            Asker holder = edge.holder();
            if (holder == null) {
                return new Walk(holders, edge);
            }
            holders.add(holder);
            if (holder.equals(end)) {
                break;
            }
            if (end != null && holder.awaitsEndOf(end)) {
                holders.add(end);
                break;
            }
            edge = holder.waitsFor();
        }
        return new Walk(holders, null);
    }
}
