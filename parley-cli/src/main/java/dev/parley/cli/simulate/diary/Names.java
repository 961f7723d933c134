package dev.parley.cli.simulate.diary;

import dev.parley.ActorAddress;
import dev.parley.remote.Node;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names of actors and nodes as one history has them, each of them one string: a history says few names very often,
 * and one that has come over the network is equal to the one that is known, but not the same.
 *
 * <p>Threading: any thread. Limits: keeps every name there was.
 */
final class Names {
    private final Map<String, String> known = new ConcurrentHashMap<>();
    private final Map<ActorAddress, String> byAddress = new ConcurrentHashMap<>();
    private final Map<Node, String> ofNodes = new ConcurrentHashMap<>();

    /** A node has that name. */
    void name(Node node, String name) {
        ofNodes.put(node, of(name));
    }

    /** The name of a node: a guest's address is that of its member, so it does not say. */
    String of(Node node) {
        String given = ofNodes.get(node);
        return given == null ? Diary.name(node.id()) : given;
    }

    /** The name of an actor. */
    String of(ActorAddress address) {
        String name = byAddress.get(address);
        if (name == null) {
            name = of(Diary.name(address));
            byAddress.put(address, name);
        }
        return name;
    }

    /** The one string that is equal to this. */
    String of(String name) {
        String same = known.putIfAbsent(name, name);
        return same == null ? name : same;
    }
}
