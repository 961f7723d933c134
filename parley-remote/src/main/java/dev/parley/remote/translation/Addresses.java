package dev.parley.remote.translation;

import dev.parley.ActorAddress;
import dev.parley.NodeId;
import dev.parley.remote.Endpoint;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireRef;
import org.jspecify.annotations.Nullable;

/** The same address, as actors and as the wire write it. */
public final class Addresses {
    private Addresses() {}

    public static WireNode wire(NodeId node) {
        return new WireNode(node.host(), node.port(), node.incarnation());
    }

    public static NodeId node(WireNode node) {
        return new NodeId(node.host(), node.port(), node.incarnation());
    }

    /** Whether both are the same node, without making one of the other. */
    public static boolean isSame(WireNode wire, @Nullable NodeId node) {
        return node != null
                && wire.incarnation() == node.incarnation()
                && wire.port() == node.port()
                && wire.host().equals(node.host());
    }

    /** An address without a path is nobody: code outside of actors. */
    public static WireRef wire(ActorAddress address) {
        return address.path().isEmpty()
                ? WireRef.NONE
                : new WireRef(wire(address.node()), address.path(), address.incarnation());
    }

    /** Refuses what no frame could name, before one has to be made of it on the loop. */
    public static void requireReachable(ActorAddress address) {
        try {
            new WireRef(wire(address.node()), address.path(), address.incarnation());
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException(
                    address + " cannot be sent to: " + unfit.getMessage()
                            + "; an actor's address is like actor://host:9000/user/name",
                    unfit);
        }
    }

    public static ActorAddress address(WireRef ref) {
        return new ActorAddress(node(ref.node()), ref.path(), ref.incarnation());
    }

    public static Endpoint endpoint(NodeId node) {
        return new Endpoint(node.host(), node.port());
    }
}
