package dev.parley.supervisor;

import dev.parley.NodeId;
import java.util.List;
import java.util.Optional;

/**
 * On which node a child is started, each time anew. Only nodes that are reachable at that moment count, those of
 * {@code ctx.nodes()}: a supervisor dials nobody, so let nodes that host its children be peers of its node.
 */
public sealed interface Placement {
    /** On that node, by host and port: on whichever incarnation of it is reachable. */
    static Placement fixed(NodeId node) {
        return new FirstLive(List.of(node));
    }

    /** On the first of these nodes that is reachable. */
    static Placement firstLive(NodeId... nodes) {
        return new FirstLive(List.of(nodes));
    }

    /** On all reachable nodes in turn: the children of one supervisor get them in the order of their specifications. */
    static Placement spread() {
        return new Spread();
    }

    /**
     * See {@link #firstLive}.
     *
     * @param nodes the best first; at least one
     */
    record FirstLive(List<NodeId> nodes) implements Placement {
        /** Refuses an empty list. */
        public FirstLive {
            nodes = List.copyOf(nodes);
            if (nodes.isEmpty()) {
                throw new IllegalArgumentException("a child needs one node at least to be placed on");
            }
        }
    }

    /** See {@link #spread}. */
    record Spread() implements Placement {}

    /** The node for the child at {@code index} of its supervisor; empty when none of them is reachable. */
    default Optional<NodeId> choose(List<NodeId> reachable, int index) {
        return switch (this) {
            case FirstLive(List<NodeId> wanted) ->
                wanted.stream()
                        .flatMap(node -> reachable.stream().filter(live -> isSame(node, live)))
                        .findFirst();
            case Spread() ->
                reachable.isEmpty() ? Optional.empty() : Optional.of(reachable.get(index % reachable.size()));
        };
    }

    private static boolean isSame(NodeId wanted, NodeId live) {
        return wanted.host().equals(live.host()) && wanted.port() == live.port();
    }
}
