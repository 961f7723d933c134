package dev.parley.dashboard;

import dev.parley.ActorSnapshot;
import dev.parley.NodeId;
import dev.parley.SystemSnapshot;
import dev.parley.remote.Node;
import dev.parley.remote.PeerSnapshot;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A node's snapshot as JSON. Limits: the first {@value #MAX_ACTORS} actors, and as many links; the page says when there
 * are more.
 */
final class SnapshotJson {
    private static final int MAX_ACTORS = 500;

    private SnapshotJson() {}

    static String of(Node node) {
        return of(node.name(), node.id(), node.system().snapshot(), node.peers());
    }

    static String of(String name, NodeId id, SystemSnapshot system, List<PeerSnapshot> peers) {
        return object(
                "node", text(name),
                "address", text(id.toString()),
                "accepted", "" + system.accepted(),
                "handled", "" + system.handled(),
                "actorCount", "" + system.actors().size(),
                "refused", counts(system.refused()),
                "dropped", counts(system.dropped()),
                "actors", array(system.actors(), SnapshotJson::actor),
                "peerCount", "" + peers.size(),
                "peers", array(peers, SnapshotJson::peer));
    }

    private static String actor(ActorSnapshot actor) {
        return object(
                "address", text(actor.address().toString()),
                "queued", "" + actor.queued(),
                "stashed", "" + actor.stashed(),
                "handled", "" + actor.handled(),
                "restarts", "" + actor.restarts());
    }

    private static String peer(PeerSnapshot peer) {
        return object(
                "name", text(peer.name()),
                "address", text(peer.node().toString()),
                "state", text(peer.state().name()),
                "guest", "" + peer.guest(),
                "queued", "" + peer.queued(),
                "sent", "" + peer.sent(),
                "received", "" + peer.received(),
                "lost", "" + peer.lost());
    }

    private static String counts(Map<? extends Enum<?>, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> text(entry.getKey().name()) + ":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static <T> String array(List<T> values, Function<T, String> json) {
        return values.stream().limit(MAX_ACTORS).map(json).collect(Collectors.joining(",", "[", "]"));
    }

    /** Names and JSON values in turn. */
    private static String object(String... namesAndValues) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            json.append(i == 0 ? "" : ",")
                    .append(text(namesAndValues[i]))
                    .append(':')
                    .append(namesAndValues[i + 1]);
        }
        return json.append('}').toString();
    }

    private static String text(String value) {
        StringBuilder json = new StringBuilder("\"");
        value.chars().forEach(c -> {
            if (c < ' ' || c == '"' || c == '\\' || c > '~') {
                json.append(String.format("\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        return json.append('"').toString();
    }
}
