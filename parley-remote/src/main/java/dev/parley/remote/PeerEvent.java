package dev.parley.remote;

import dev.parley.NodeId;

/** A change in who can be reached. */
public sealed interface PeerEvent {
    /** A link to this node is up. */
    record Up(NodeId node, String name) implements PeerEvent {}

    /** This node stopped waiting for that node. */
    record Down(NodeId node, String name, String why) implements PeerEvent {}
}
