package dev.parley.remote;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.ActorSystem;
import dev.parley.Cancellable;
import dev.parley.Kind;
import dev.parley.NodeId;
import dev.parley.remote.link.LinkedNode;
import dev.parley.remote.tcp.TcpEnvironment;
import dev.parley.remote.transport.NodeEnvironment;
import java.util.List;
import java.util.function.Consumer;

/**
 * An actor system that other nodes can reach, and that reaches them.
 *
 * <p>Threading: any thread. Limits: see {@link LinkConfig}.
 */
public interface Node extends AutoCloseable {
    /**
     * Starts a node that can spawn these kinds for others. A member listens when this returns; a guest has been let in.
     *
     * @throws NodeException when the port is taken, the member does not answer, or a protocol cannot cross the wire
     */
    static Node start(NodeConfig config, Kind<?, ?>... kinds) {
        return LinkedNode.start(config, new TcpEnvironment(), List.of(kinds));
    }

    /** The same in a world of the caller's choice, such as a simulated one; the node closes it with itself. */
    @SuppressWarnings("exports") // whoever has such a world got it from a module that sees the seam
    static Node start(NodeConfig config, NodeEnvironment environment, Kind<?, ?>... kinds) {
        return LinkedNode.start(config, environment, List.of(kinds));
    }

    /** The actors of this node. */
    ActorSystem system();

    /** This node's address and incarnation; a guest has its member's. */
    NodeId id();

    /** The name in the configuration, for people. */
    String name();

    /**
     * Makes an actor reachable under {@code /user/<name>} for whoever knows this node's address. The protocol, and
     * everything its messages and answers are made of, is checked now. Exporting a name again replaces the actor.
     *
     * @throws IllegalArgumentException naming the component that cannot cross the wire
     */
    <M> void export(String name, Class<M> protocol, ActorRef<M> ref);

    /**
     * The ref of an actor on another node, or here. Never connects; an address without incarnation means whoever is
     * exported there when a message arrives.
     *
     * @throws IllegalArgumentException for an address that nothing can be sent to: it needs a host, a port and a path
     */
    <M> ActorRef<M> at(ActorAddress address, Class<M> protocol);

    /** The peers that this node has a link with. */
    List<PeerSnapshot> peers();

    /** Calls {@code listener} when a peer is reached or given up, on the node's loop: be short. */
    Cancellable onPeers(Consumer<PeerEvent> listener);

    /**
     * Closes the system, then lets leave what was said to peers before, for {@code SystemConfig.drain} at most, and
     * says farewell. Peers that were given up are not waited for.
     */
    @Override
    void close();
}
