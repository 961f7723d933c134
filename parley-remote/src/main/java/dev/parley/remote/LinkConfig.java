package dev.parley.remote;

import dev.parley.wire.Frame;
import java.time.Duration;

/**
 * Limits and patience of a node's links.
 *
 * @param heartbeat between two signs of life; default 1 s. A peer with a short {@code failureTimeout} gets four in that
 * @param failureTimeout silence after which a peer is given up; default 5 s, at least twice {@code heartbeat}. Shorter
 *     finds deaths sooner and takes pauses for deaths. Nodes may differ in it: each says it to its peers
 * @param handshakeLimit for a new connection to say who it is; default 5 s
 * @param queueMessages messages that wait for one peer; default 100,000, at most half of them for actors over there
 *     that are paused because their mailboxes fill up. As many failed answers again: a request whose answer finds no
 *     room here is refused instead
 * @param queueBytes bytes that wait for one peer; default 64 MiB, at most half of them for paused actors
 * @param lanes connections for messages towards one member, besides the one for control; 1 to {@value #MAX_LANES},
 *     default 1. Of two nodes the one that has fewer decides. All that one actor sends to a peer takes one of them by
 *     chance; more of them let fewer wait behind somebody's large messages, and cost a socket each
 */
public record LinkConfig(
        Duration heartbeat,
        Duration failureTimeout,
        Duration handshakeLimit,
        int queueMessages,
        long queueBytes,
        int lanes) {
    /** The most lanes that a link has. */
    public static final int MAX_LANES = Frame.MAX_LANES;

    /** Checks each value and how they fit. */
    public LinkConfig {
        if (heartbeat.toMillis() < 1 || failureTimeout.compareTo(heartbeat.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException("failureTimeout " + failureTimeout + " must be at least twice heartbeat "
                    + heartbeat + ", which must be 1 ms or more");
        }
        if (handshakeLimit.toMillis() < 1 || queueMessages < 1 || queueBytes < 1) {
            throw new IllegalArgumentException("out of range: handshakeLimit " + handshakeLimit + ", queueMessages "
                    + queueMessages + ", queueBytes " + queueBytes);
        }
        if (lanes < 1 || lanes > MAX_LANES) {
            throw new IllegalArgumentException("lanes " + lanes + " must be 1 to " + MAX_LANES);
        }
    }

    /** What most nodes want. */
    public static LinkConfig defaults() {
        return new LinkConfig(
                Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(5), 100_000, 64L << 20, 1);
    }

    /** With other patience. */
    public LinkConfig withTimeouts(Duration heartbeat, Duration failureTimeout) {
        return new LinkConfig(heartbeat, failureTimeout, handshakeLimit, queueMessages, queueBytes, lanes);
    }

    /** With another budget for what waits. */
    public LinkConfig withQueue(int messages, long bytes) {
        return new LinkConfig(heartbeat, failureTimeout, handshakeLimit, messages, bytes, lanes);
    }

    /** With so many lanes. */
    public LinkConfig withLanes(int count) {
        return new LinkConfig(heartbeat, failureTimeout, handshakeLimit, queueMessages, queueBytes, count);
    }
}
