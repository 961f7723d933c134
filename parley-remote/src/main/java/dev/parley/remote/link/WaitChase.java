package dev.parley.remote.link;

import dev.parley.ActorAddress;
import dev.parley.Failure;
import dev.parley.Result;
import dev.parley.remote.translation.Addresses;
import dev.parley.spi.Asker;
import dev.parley.spi.ReplySlot;
import dev.parley.spi.WaitForGraph;
import dev.parley.wire.Frame;
import dev.parley.wire.WireRef;
import dev.parley.wire.WireSlot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds actors that wait for each other across nodes. When an actor has been blocked for a while in a request that left
 * this node, its node says so to the one that has to answer. That walks along its own wait-for graph, and where the
 * walk leaves it again, says so to the next, with all who wait. What comes back to the request with which it began is a
 * cycle, and that request ends. Asked is again and again, with growing pauses, as a request may not have arrived yet.
 *
 * <p>An actor is blocked in one request at a time, and a request is known to both of its nodes until its answer leaves
 * the one: so a chain that was met piece by piece holds as a whole, unless the limit of a request within it runs out
 * just then.
 *
 * <p>Threading: the loop; {@link #ended} on any thread.
 *
 * <p>Limits: {@link WaitForGraph#MAX_HOPS} actors in a cycle. Requests that a guest's member relays are no part of it.
 *
 * <p>Source: as in {@link WaitForGraph}.
 */
final class WaitChase {
    private static final long FIRST_NANOS = 100_000_000;
    private static final long LONGEST_NANOS = 3_200_000_000L;

    /** Of a node's jitter: those that began to wait for each other at once shall not find their cycle at once, too. */
    private static final int SPREAD = 4;

    private static final long BETWEEN_ROUNDS_NANOS = 10_000_000;

    /** A request that an actor of this node is blocked in. */
    private static final class Edge {
        final Asker asker;
        final WireSlot slot;
        final Link link;
        final LinkSession session;
        final long search;
        long pauseNanos = FIRST_NANOS;
        long dueNanos;

        Edge(Asker asker, WireSlot slot, Link link, long search, long dueNanos) {
            this.asker = asker;
            this.slot = slot;
            this.link = link;
            this.session = link.session();
            this.search = search;
            this.dueNanos = dueNanos;
        }
    }

    private final LinkedNode node;
    private final WakeUp wakeUp;
    private final Map<ReplySlot, Edge> edges = new ConcurrentHashMap<>();
    private long searches;

    WaitChase(LinkedNode node) {
        this.node = node;
        this.wakeUp = new WakeUp(node, this::chase);
    }

    /** A request leaves over that link. */
    void left(ReplySlot slot, WireSlot as, Link link) {
        Asker asker = slot.asker();
        if (asker != null) {
            long dueNanos = node.nanoTime() + FIRST_NANOS + node.jitterNanos() / SPREAD;
            edges.put(slot, new Edge(asker, as, link, ++searches, dueNanos));
            if (slot.isDone()) {
                edges.remove(slot); // it was ended before it was here
            }
            wakeUp.at(dueNanos);
        }
    }

    /** A request that left needs no answer any more. */
    void ended(ReplySlot slot) {
        edges.remove(slot);
    }

    private void chase() {
        long now = node.nanoTime();
        edges.values().stream()
                .filter(edge -> edge.dueNanos <= now)
                .sorted(Comparator.comparingLong(edge -> edge.search)) // the map has no order that comes again
                .forEach(edge -> {
                    say(edge, edge.search, List.of());
                    edge.dueNanos = now + edge.pauseNanos;
                    edge.pauseNanos = Math.min(2 * edge.pauseNanos, LONGEST_NANOS);
                });
        edges.values().stream()
                .mapToLong(edge -> edge.dueNanos)
                .min()
                .ifPresent(next -> wakeUp.at(Math.max(next, now + BETWEEN_ROUNDS_NANOS)));
    }

    private static void say(Edge edge, long search, List<WireRef> before) {
        boolean isHeard = edge.link.session() == edge.session && edge.session.peerHas(Frame.Hello.Offer.WAITS);
        if (isHeard && before.size() <= Frame.Waiting.MAX_BEFORE) {
            edge.link.remark(new Frame.Waiting(Addresses.wire(edge.asker.address()), edge.slot, search, before));
        }
    }

    /** An actor of that session's peer waits for one here. */
    void heard(Frame.Waiting waiting, LinkSession session) {
        @Nullable ReplySlot request = session.asked.open(waiting.slot());
        if (request == null) {
            return;
        }
        WaitForGraph.Walk walk = WaitForGraph.onwards(request);
        @Nullable ReplySlot exit = walk.exit();
        if (exit == null) {
            return;
        }
        @Nullable Edge edge = edges.get(exit);
        if (edge == null) {
            return;
        }
        List<WireRef> path = new ArrayList<>(waiting.before());
        path.add(waiting.source());
        if (edge.search == waiting.search() && isHere(path.getFirst(), edge)) {
            closed(exit, path, walk.holders());
        } else {
            walk.holders().subList(0, walk.holders().size() - 1).forEach(holder -> path.add(wire(holder)));
            say(edge, waiting.search(), path);
        }
    }

    private static boolean isHere(WireRef initiator, Edge edge) {
        return initiator.equals(wire(edge.asker));
    }

    private static WireRef wire(Asker asker) {
        return Addresses.wire(asker.address());
    }

    private static void closed(ReplySlot request, List<WireRef> path, List<Asker> holders) {
        List<ActorAddress> cycle = new ArrayList<>();
        path.forEach(waiting -> cycle.add(Addresses.address(waiting)));
        holders.forEach(holder -> cycle.add(holder.address()));
        request.complete(new Result.Err<>(new Failure.Cycle(cycle)));
    }
}
