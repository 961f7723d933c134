package dev.parley.cli.simulate.diary;

import dev.parley.ActorSnapshot;
import dev.parley.remote.Node;
import dev.parley.remote.PeerSnapshot;
import dev.parley.testkit.history.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What waits in the mailboxes and on the links of one node, looked at again and again: the fewest messages in each.
 *
 * <p>Threading: the simulation's.
 */
final class Queues {
    private final Node node;
    private final List<String> peers;
    private final Map<String, Long> fewest = new LinkedHashMap<>();

    /** The first look, at links to these hosts and to guests; those to others may be full of what nobody takes. */
    Queues(Node node, List<String> peers) {
        this.node = node;
        this.peers = peers;
        now().forEach(fewest::put);
    }

    /** Another look; what is not there any more keeps nothing waiting. */
    void look() {
        Map<String, Long> now = now();
        fewest.replaceAll((where, before) -> Math.min(before, now.getOrDefault(where, 0L)));
    }

    void write(Consumer<Event> diary) {
        fewest.forEach((where, count) -> diary.accept(new Event.Waiting(where, count)));
    }

    private Map<String, Long> now() {
        Map<String, Long> queued = new LinkedHashMap<>();
        for (ActorSnapshot actor : node.system().snapshot().actors()) {
            queued.put("mailbox " + Diary.name(actor.address()), (long) actor.queued());
        }
        for (PeerSnapshot peer : node.peers()) {
            if (peer.guest() || peers.contains(peer.node().host())) {
                queued.merge("link " + Diary.name(peer.node()), (long) peer.queued(), Long::sum);
            }
        }
        return queued;
    }
}
