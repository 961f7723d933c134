package dev.parley.remote;

import dev.parley.NodeId;

/**
 * One link, seen from outside.
 *
 * @param node the peer; incarnation 0 while it is not known
 * @param name the peer's own name; empty while it is not known
 * @param state of the link
 * @param guest whether the peer is a guest of this node
 * @param queued messages that wait for the connection
 * @param sent user frames handed to connections
 * @param received user frames delivered from the peer
 * @param lost user frames that the peer reports as never received
 * @param reconnects connections that replaced a lost one
 */
public record PeerSnapshot(
        NodeId node,
        String name,
        State state,
        boolean guest,
        int queued,
        long sent,
        long received,
        long lost,
        long reconnects) {

    /** How a link is. */
    public enum State {
        /** Nothing was sent yet. */
        IDLE,
        /** The first connection is being made. */
        CONNECTING,
        /** Frames flow. */
        UP,
        /** The connection is lost or silent, and being renewed. */
        SUSPECT,
        /** Given up; the next message starts a new link incarnation. */
        DOWN
    }
}
