package dev.parley.testkit;

import dev.parley.ActorAddress;
import dev.parley.DeadLetter;
import dev.parley.NodeId;
import dev.parley.SystemEvent;
import dev.parley.Terminated;
import dev.parley.remote.Node;
import dev.parley.remote.PeerSnapshot;
import dev.parley.testkit.history.Checkers;
import dev.parley.testkit.history.Event;
import dev.parley.testkit.history.History;
import dev.parley.testkit.simulation.Simulation;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The history of a simulated cluster: what nodes do is written down by itself, and judged after each step.
 *
 * <p>Threading: the simulation's.
 */
final class Chronicle {
    private final Simulation simulation;
    private final History history;
    private final Map<String, Integer> lives = new HashMap<>();
    private final Map<NodeId, String> names = new HashMap<>();

    /** An event as a line for people. */
    record Line(SystemEvent event) {
        @Override
        public String toString() {
            return switch (event) {
                case SystemEvent.Dropped(DeadLetter letter) ->
                    "dead letter for " + letter.target() + ": " + letter.message() + ", " + letter.reason();
                case SystemEvent.Failed(ActorAddress actor, Throwable cause) -> actor.path() + " failed: " + cause;
                case SystemEvent.Restarted(ActorAddress actor, long restarts) ->
                    actor.path() + " is restarted, restart " + restarts;
                case SystemEvent.Ended(ActorAddress actor, Terminated.Reason reason) ->
                    actor.path() + " ended: " + reason.sentence();
            };
        }
    }

    Chronicle(Simulation simulation) {
        this.simulation = simulation;
        history = History.of(() -> simulation.now().toNanos(), Checkers.all());
        simulation.invariant("history", history::check);
    }

    History history() {
        return history;
    }

    /** The present life of a host, or its last one. */
    String life(String host) {
        return host + "." + lives.getOrDefault(host, 0);
    }

    String name(NodeId node) {
        return names.getOrDefault(node, node.host() + ".0");
    }

    String name(ActorAddress actor) {
        return name(actor.node()) + actor.path() + "#" + Long.toUnsignedString(actor.incarnation());
    }

    void started(String host, Node node) {
        lives.merge(host, 1, Integer::sum);
        names.put(node.id(), life(host));
        history.add(life(host), new Event.ProcessStarted());
        node.system().events(event -> {
            simulation.note(host, new Line(event));
            if (event instanceof SystemEvent.Ended(ActorAddress actor, Terminated.Reason reason)) {
                history.add(name(actor.node()), new Event.Ended(name(actor), end(reason)));
            }
        });
    }

    void crashed(Node node) {
        history.add(name(node.id()), new Event.ProcessDied());
    }

    void closed(Node node) {
        history.add(name(node.id()), new Event.ProcessClosed());
    }

    /** Writes down the books of these nodes, then asks what is still owed. */
    void end(Collection<Node> nodes) {
        for (Node node : nodes) {
            String name = name(node.id());
            history.add(name, Event.Books.of(node.system().snapshot()));
            for (PeerSnapshot peer : node.peers()) {
                if (names.containsKey(peer.node())) {
                    history.add(name, Event.LinkBooks.of(name(peer.node()), peer));
                }
            }
        }
        history.end();
    }

    private static Event.End end(Terminated.Reason reason) {
        return switch (reason) {
            case Terminated.Stopped _ -> Event.End.STOPPED;
            case Terminated.Crashed _ -> Event.End.CRASHED;
            case Terminated.NodeDown _ -> Event.End.NODE_DOWN;
            case Terminated.SpawnFailed _ -> Event.End.SPAWN_FAILED;
        };
    }
}
