package dev.parley.kernel;

import dev.parley.ActorAddress;
import dev.parley.Failure;
import dev.parley.Result;
import dev.parley.spi.Asker;
import dev.parley.spi.ReplySlot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds actors that would wait for each other until their limits are over. Nobody keeps a graph: a blocked actor
 * points to the request that it waits for, and a request to the actor that has to answer it, so a cycle is a walk
 * along these pointers. A request that has its answer is no edge, nor is one that left this system.
 *
 * <p>An asker publishes its pointer before its request is delivered, the walk begins after, and all pointers are
 * volatile: of actors that ask each other at the same time, at least one sees the cycle. It is believed only when a
 * second walk meets the same pointers. A request object is never used twice, so whoever points to the same one still
 * has been blocked in between, and a blocked actor hands no request on.
 *
 * <p>Threading: any thread. Limits: {@value #MAX_HOPS} hops; a longer cycle ends by the limits of its requests.
 *
 * <p>Source: the wait-for graph and the edge-chasing of Chandy, Misra and Haas, "Distributed Deadlock Detection"
 * (1983), without messages since all is in one memory.
 */
final class WaitForGraph {
    static final int MAX_HOPS = 32;

    private WaitForGraph() {}

    /** Ends a request that was just delivered if answering it would have to wait for its own asker. */
    static void breakCycle(ReplySlot slot) {
        Asker asker = slot.asker();
        if (asker == null) {
            return;
        }
        List<Asker> path = walk(slot, asker);
        if (!path.isEmpty() && path.equals(walk(slot, asker))) {
            List<ActorAddress> addresses = new ArrayList<>(path.size() + 1);
            addresses.add(asker.address());
            path.forEach(next -> addresses.add(next.address()));
            slot.complete(new Result.Err<>(new Failure.Cycle(addresses)));
        }
    }

    /** Those who would have to answer one after the other, the asker last; empty when the walk ends elsewhere. */
    private static List<Asker> walk(ReplySlot slot, Asker asker) {
        List<Asker> path = new ArrayList<>();
        @Nullable ReplySlot edge = slot;
        while (edge != null && !edge.isDone() && path.size() < MAX_HOPS) {
            Asker holder = edge.holder();
            if (holder == null) {
                break;
            }
            path.add(holder);
            if (holder.equals(asker)) {
                return path;
            }
            edge = holder.waitsFor();
        }
        return List.of();
    }
}
