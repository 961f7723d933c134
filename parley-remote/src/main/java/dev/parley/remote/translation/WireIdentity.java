package dev.parley.remote.translation;

import dev.parley.ActorAddress;
import dev.parley.NodeId;
import dev.parley.wire.Frame;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireRef;
import dev.parley.wire.WireSlot;

/**
 * Who a node is to others: a member by its own address, a guest by its member's and an id.
 *
 * @param node the address that this node's actors have
 * @param guest the id that the member gave, 0 for a member
 * @param wire what HELLO says
 */
public record WireIdentity(NodeId node, long guest, WireNode wire) {
    public static WireIdentity member(NodeId node) {
        return new WireIdentity(node, 0, Addresses.wire(node));
    }

    /** Which node speaks at the other end of a link; a guest has no address, so its id stands for one. */
    public static NodeId ofPeer(Frame.Hello hello, long guest) {
        WireNode said = hello.peer().node();
        return guest == 0
                ? Addresses.node(said)
                : new NodeId("guest-" + Long.toUnsignedString(guest), 0, said.incarnation());
    }

    /** What stands before the paths of its actors. */
    public String pathPrefix() {
        return guest == 0 ? "" : GuestPath.of(guest);
    }

    /** Whether an address is of this node. */
    public boolean owns(ActorAddress address) {
        return isOwn(address.node()) && GuestPath.guest(address.path()) == guest;
    }

    public boolean owns(WireRef ref) {
        return isOwn(ref.node()) && GuestPath.guest(ref.path()) == guest;
    }

    public boolean owns(WireSlot slot) {
        return isOwn(slot.node()) && slot.guest() == guest;
    }

    private boolean isOwn(NodeId meant) {
        return isOwn(meant.host(), meant.port(), meant.incarnation());
    }

    private boolean isOwn(WireNode meant) {
        return isOwn(meant.host(), meant.port(), meant.incarnation());
    }

    private boolean isOwn(String host, int port, long incarnation) {
        return port == node.port()
                && (incarnation == 0 || incarnation == node.incarnation())
                && host.equals(node.host());
    }
}
