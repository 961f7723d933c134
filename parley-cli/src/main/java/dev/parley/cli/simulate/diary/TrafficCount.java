package dev.parley.cli.simulate.diary;

import dev.parley.NodeId;
import dev.parley.remote.Node;
import dev.parley.remote.PeerSnapshot;
import dev.parley.testkit.history.Event;
import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts for one second what a node writes, and what it needs to write: a frame for each message or answer, and a sign
 * of life for each peer as often as configured.
 *
 * <p>Threading: the simulation's.
 */
final class TrafficCount {
    private final Simulation simulation;
    private final String host;
    private final Node node;
    private final long framesBefore;
    private final Map<NodeId, Long> messagesBefore;

    /** Counts from now. */
    TrafficCount(Simulation simulation, String host, Node node) {
        this.simulation = simulation;
        this.host = host;
        this.node = node;
        this.framesBefore = simulation.framesOffered(host);
        this.messagesBefore = sent(node);
    }

    /** What was counted by the end of a second in which peers were to beat as often as {@code heartbeat} says. */
    Event.Traffic after(Duration second, Duration heartbeat) {
        long beats = second.dividedBy(heartbeat) + 1;
        long peers = node.peers().stream()
                .filter(peer -> peer.state() == PeerSnapshot.State.UP)
                .count();
        return new Event.Traffic(simulation.framesOffered(host) - framesBefore, messages() + beats * peers);
    }

    /** Since the count began; guests that are gone are not counted any more. */
    private long messages() {
        Map<NodeId, Long> sent = sent(node);
        sent.replaceAll((peer, count) -> count - messagesBefore.getOrDefault(peer, 0L));
        return sent.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Map<NodeId, Long> sent(Node node) {
        Map<NodeId, Long> sent = new HashMap<>();
        node.peers().forEach(peer -> sent.merge(peer.node(), peer.sent(), Long::sum));
        return sent;
    }
}
