package dev.parley.cli.simulate.diary;

import dev.parley.remote.Node;
import dev.parley.remote.PeerSnapshot;
import dev.parley.testkit.history.Event;
import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;

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
    private final long messagesBefore;

    /** Counts from now. */
    TrafficCount(Simulation simulation, String host, Node node) {
        this.simulation = simulation;
        this.host = host;
        this.node = node;
        this.framesBefore = simulation.framesOffered(host);
        this.messagesBefore = messages(node);
    }

    /** What was counted by the end of a second in which peers were to beat as often as {@code heartbeat} says. */
    Event.Traffic after(Duration second, Duration heartbeat) {
        long beats = second.dividedBy(heartbeat) + 1;
        long peers = node.peers().stream()
                .filter(peer -> peer.state() == PeerSnapshot.State.UP)
                .count();
        return new Event.Traffic(
                simulation.framesOffered(host) - framesBefore, messages(node) - messagesBefore + beats * peers);
    }

    private static long messages(Node node) {
        return node.peers().stream().mapToLong(PeerSnapshot::sent).sum();
    }
}
