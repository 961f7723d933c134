package dev.parley.remote;

import dev.parley.NodeId;

/**
 * One link, seen from outside.
 *
 * @param node the peer; incarnation 0 while it is not known
 * @param name the peer's own name; empty while it is not known
 * @param state of the link
 * @param guest whether the peer is a guest of this node
 * @param queued messages that wait, for the connection or for their actor
 * @param held of those, what waits for actors over there whose mailboxes were filling up
 * @param sent user frames handed to connections
 * @param lost of those, what the peer reported as never received
 * @param inDoubt of those, what had no report yet when the link was given up: received or lost
 * @param received user frames delivered from the peer
 * @param missed user frames that the peer says it sent and that never came
 * @param reconnects connections that replaced a lost one
 */
public record PeerSnapshot(
        NodeId node,
        String name,
        State state,
        boolean guest,
        int queued,
        int held,
        long sent,
        long lost,
        long inDoubt,
        long received,
        long missed,
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
