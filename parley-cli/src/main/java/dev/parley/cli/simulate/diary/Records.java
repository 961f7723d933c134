package dev.parley.cli.simulate.diary;

import dev.parley.ActorSnapshot;
import dev.parley.remote.Node;
import dev.parley.remote.PeerSnapshot;
import dev.parley.testkit.history.Event;
import dev.parley.testkit.history.History;
import dev.parley.testkit.simulation.Simulation;
import dev.parley.testkit.simulation.Swarm;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes down what nodes say about themselves: what they hold while they work, what they send in steady work, what
 * still waits at rest, and their books.
 *
 * <p>Threading: the simulation's.
 */
final class Records {
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** Watches, requests and pipes, timers. */
    private static final int KINDS_OF_NEWS = 3;

    private static final int LOOKS_AT_REST = 8;
    /** Not in step with anybody's ticks. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(130);

    /** What each side of a link owes the other. */
    private static final int BEATS_IN_PATIENCE = 4;

    private final Simulation simulation;
    private final Swarm swarm;
    private final History history;
    private final Names names;

    Records(Simulation simulation, History history, Names names) {
        this.simulation = simulation;
        this.swarm = simulation.swarm();
        this.history = history;
        this.names = names;
    }

    /** What is bounded keeps its bounds; each actor may hold its reserved news beyond that of its mailbox. */
    void memory(Node node) {
        String name = names.of(node);
        int bound = swarm.system().mailboxMessages()
                + KINDS_OF_NEWS * swarm.system().openPerActor();
        for (ActorSnapshot actor : node.system().snapshot().actors()) {
            held(name, "mailbox " + Diary.name(actor.address()), actor.queued() + actor.stashed(), bound);
        }
        for (PeerSnapshot peer : node.peers()) {
            int budget = swarm.links().queueMessages();
            held(name, "link " + Diary.name(peer.node()), peer.queued(), 2L * budget); // half for failures of requests
            held(name, "paused at " + Diary.name(peer.node()), peer.held(), Math.max(1, budget / 2));
        }
    }

    /** What holds nothing is within every bound. */
    private void held(String node, String what, long held, long limit) {
        if (held > 0) {
            history.add(node, new Event.Memory(what, held, limit));
        }
    }

    /** Lets a second pass, with work in each tenth of it, and writes down what each of these nodes sends. */
    void traffic(Map<String, Node> byHost, Runnable work) {
        Map<Node, TrafficCount> counts = new LinkedHashMap<>();
        byHost.forEach((host, node) -> counts.put(node, new TrafficCount(simulation, host, node)));
        for (int i = 0; i < 10; i++) {
            work.run();
            simulation.run(SECOND.dividedBy(10));
        }
        Duration beat = Collections.min(List.of(
                swarm.links().heartbeat(), swarm.links().failureTimeout().dividedBy(BEATS_IN_PATIENCE)));
        counts.forEach((node, count) -> history.add(names.of(node), count.after(SECOND, beat)));
    }

    /** Looks again and again at what waits in these nodes, for others among them or for themselves. */
    void waiting(Map<String, Node> byHost) {
        Map<Node, Queues> queues = new LinkedHashMap<>();
        List<String> hosts = List.copyOf(byHost.keySet());
        byHost.values().forEach(node -> queues.put(node, new Queues(node, hosts)));
        for (int i = 0; i < LOOKS_AT_REST; i++) {
            simulation.run(BETWEEN_LOOKS);
            queues.values().forEach(Queues::look);
        }
        queues.forEach((node, each) -> each.write(event -> history.add(names.of(node), event)));
    }

    void books(Collection<Node> nodes) {
        nodes.forEach(
                node -> history.add(names.of(node), Event.Books.of(node.system().snapshot())));
    }

    void linkBooks(Collection<Node> nodes) {
        for (Node node : nodes) {
            for (PeerSnapshot peer : node.peers()) {
                history.add(names.of(node), Event.LinkBooks.of(Diary.name(peer.node()), peer));
            }
        }
    }
}
