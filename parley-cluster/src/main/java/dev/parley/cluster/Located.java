package dev.parley.cluster;

import dev.parley.ActorRef;
import dev.parley.NodeId;

/**
 * Where a singleton is, as one node sees it.
 *
 * @param <M> the singleton's protocol
 */
public sealed interface Located<M> {
    /**
     * It is hosted. Who hears of a higher epoch forgets the lower.
     *
     * @param ref the hosted actor
     * @param epoch grows with each placement, also over a restart of all nodes; no two nodes ever host in the same. It
     *     begins near the microseconds since 2026, and a double holds it exactly until 2311
     * @param host the node
     * @param hostName its name, for people
     */
    record On<M>(ActorRef<M> ref, long epoch, NodeId host, String hostName) implements Located<M> {}

    /** It is being placed. */
    record Moving<M>() implements Located<M> {}

    /** This node does not see a majority of the peers: it hosts nothing and cannot know who does. */
    record NoQuorum<M>() implements Located<M> {}
}
