package dev.parley.spi;

import dev.parley.Kind;
import dev.parley.NodeId;
import dev.parley.SupervisorStrategy;
import java.util.List;

/**
 * What a node adds to a system: other nodes.
 *
 * <p>Threading: any thread.
 */
public interface RemoteBridge {
    /** The node that this system's actors live on. */
    NodeId self();

    /** Whether children for that node are spawned here. */
    default boolean hosts(NodeId node) {
        return node.equals(self());
    }

    /** What stands before each path: {@code ""} on a member, {@code /guest/<id>} on a guest. */
    String pathPrefix();

    /** The nodes that are reachable now, this one first. */
    List<NodeId> nodes();

    /** Asks that node to spawn a child of {@code parent}. Returns at once; failure is the child's end. */
    <M, A extends Record> MessageRef<M> spawnOn(NodeId node, Spawn<M, A> spawn);

    /**
     * A child to be spawned elsewhere.
     *
     * @param kind what
     * @param arguments for its factory
     * @param parent whose child it is
     * @param strategy how it is restarted over there
     */
    record Spawn<M, A extends Record>(
            Kind<M, A> kind, A arguments, MessageRef<?> parent, SupervisorStrategy strategy) {}

    /** A system without a network: one node that has the system's name. */
    static RemoteBridge none(String name) {
        return new RemoteBridge() {
            private final NodeId self = new NodeId(name, 0, 0);

            @Override
            public NodeId self() {
                return self;
            }

            @Override
            public String pathPrefix() {
                return "";
            }

            @Override
            public List<NodeId> nodes() {
                return List.of(self);
            }

            @Override
            public <M, A extends Record> MessageRef<M> spawnOn(NodeId node, Spawn<M, A> spawn) {
                throw new IllegalArgumentException(
                        node + " is another node, and this system has no network: start it with Node.start");
            }
        };
    }
}
