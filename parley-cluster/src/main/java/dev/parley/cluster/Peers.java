package dev.parley.cluster;

import dev.parley.NodeId;
import dev.parley.remote.Endpoint;
import java.util.ArrayList;
import java.util.List;

/**
 * The fixed list of the nodes of a cluster, in an order that all of them share, and which of them is this one. It says
 * what a majority is and whose number an epoch is; who of them lives is seen elsewhere.
 *
 * <p>Threading: immutable. Limits: 1 to {@value #MOST} nodes.
 *
 * @param nodes host and port of each, incarnation 0, no two alike
 * @param self the place of this node in the list
 */
public record Peers(List<NodeId> nodes, int self) {
    /** Every node speaks to every other, so a list is short. */
    public static final int MOST = 64;

    /** Refuses an empty list, a list that is too long, and a node that is in it twice. */
    public Peers {
        nodes = nodes.stream().map(Peers::anyIncarnation).toList();
        if (nodes.isEmpty() || nodes.size() > MOST) {
            throw new IllegalArgumentException("a list of peers names 1 to " + MOST + " nodes, not " + nodes.size());
        }
        if (self < 0 || self >= nodes.size()) {
            throw new IllegalArgumentException("no place " + self + " in a list of " + nodes.size() + " peers");
        }
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.indexOf(nodes.get(i)) != i) {
                throw new IllegalArgumentException("the list of peers names " + nodes.get(i) + " twice: " + nodes
                        + "; name each node once, in the same order everywhere");
            }
        }
    }

    /** The list that consists of this node alone. */
    public static Peers alone(NodeId self) {
        return new Peers(List.of(self), 0);
    }

    /**
     * Reads {@code host:port,host:port,…}.
     *
     * @param self this node, as the others reach it
     * @throws IllegalArgumentException saying which entry is wrong, or that this node is missing
     */
    public static Peers parse(String text, NodeId self) {
        List<NodeId> nodes = new ArrayList<>();
        for (String entry : text.split(",", -1)) {
            nodes.add(node(entry.strip(), text));
        }
        int place = nodes.indexOf(anyIncarnation(self));
        if (place < 0) {
            throw new IllegalArgumentException("this node, " + self + ", is not in its list of peers '" + text
                    + "': every node is in its own list, written as the others reach it");
        }
        return new Peers(nodes, place);
    }

    private static NodeId node(String entry, String text) {
        try {
            Endpoint endpoint = Endpoint.parse(entry);
            if (endpoint.port() == 0) {
                throw new IllegalArgumentException("port 0 reaches nobody");
            }
            return new NodeId(endpoint.host(), endpoint.port(), 0);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("in the list of peers '" + text + "': " + e.getMessage(), e);
        }
    }

    /** How many nodes there are. */
    public int size() {
        return nodes.size();
    }

    /** How many nodes are more than half of them. */
    public int majority() {
        return nodes.size() / 2 + 1;
    }

    /** The smallest epoch above {@code known} that only this node may claim: the epochs are dealt out by place. */
    long nextEpoch(long known) {
        return known + 1 + Math.floorMod(self - known, nodes.size());
    }

    private static NodeId anyIncarnation(NodeId node) {
        return new NodeId(node.host(), node.port(), 0);
    }
}
