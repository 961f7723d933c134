package dev.parley.remote;

import dev.parley.wire.Frame;
import java.time.Duration;

/**
 * Limits and patience of a node's links.
 *
 * @param heartbeat between two signs of life; default 1 s. A peer with a short {@code failureTimeout} gets four in that
 * @param failureTimeout silence after which a peer is given up; default 5 s, at least twice {@code heartbeat}, at most
 *     49 days. Shorter finds deaths sooner and takes pauses for deaths. Nodes may differ in it: each says it to its
 *     peers. After four times as long a connection that takes nothing, though its peer lives, is replaced, or a guest's
 *     link ended
 * @param handshakeLimit for a new connection to say who it is; default 5 s
 * @param queueMessages messages that wait for one peer; default 100,000, at most half of them for actors over there
 *     that are paused because their mailboxes fill up, or do not live yet. As many failed answers again: a request
 *     whose answer finds no room here is refused instead
 * @param queueBytes bytes that wait for one peer; default 64 MiB, at most half of them for such actors
 * @param lanes connections for messages towards one member, besides the one for control; 1 to 16, default 2. Of two
 *     nodes the one that has fewer decides. The last of several is kept for actors that send something large; all that
 *     another sends to a peer takes one of the rest by chance. More of them let fewer wait behind each other, and cost
 *     a socket each
 * @param largeBytes a payload of so many bytes is large; default 64 KiB, 1 and more. Less moves more actors to the
 *     lane for large messages, where they wait for each other
 * @param rates how often a peer may make this node begin something
 */
public record LinkConfig(
        Duration heartbeat,
        Duration failureTimeout,
        Duration handshakeLimit,
        int queueMessages,
        long queueBytes,
        int lanes,
        int largeBytes,
        Rates rates) {
    private static final Duration LONGEST_FAILURE_TIMEOUT = Duration.ofDays(49);

    /**
     * How often something may happen in the long run, and how often at once after a rest.
     *
     * @param perSecond 1 to {@value #CEILING} a second
     * @param burst 1 to {@value #CEILING} at once
     */
    public record Rate(int perSecond, int burst) {
        private static final int CEILING = 1_000_000_000;

        /** Checks both. */
        public Rate {
            if (perSecond < 1 || perSecond > CEILING || burst < 1 || burst > CEILING) {
                throw new IllegalArgumentException("out of range: " + perSecond + " a second, " + burst
                        + " at once; both must be within 1 to " + CEILING);
            }
        }

        @Override
        public String toString() {
            return perSecond + " a second, " + burst + " at once";
        }
    }

    /**
     * How often peers may make this node begin something. A limit of how much there is at a time does not keep a peer
     * from beginning and ending things as fast as it can; these do. Requests have no rate: mailboxes, deadlines and
     * pauses bound them.
     *
     * @param connects connections from one address, but for this machine's own, whose processes share one; default 100
     *     a second, 2,000 at once. More are refused, and tried again by a correct peer
     * @param spawns actors that one peer spawns here; default 1,000 a second, 10,000 at once: as many as a peer may
     *     have, so that all can be replaced after a death. More are refused: {@code SpawnFailed} for their watchers
     * @param watches watches that one peer begins here; default 200,000 a second, 200,000 at once. More are not refused
     *     but begin later
     */
    public record Rates(Rate connects, Rate spawns, Rate watches) {
        /** What most nodes want. */
        public static Rates defaults() {
            return new Rates(new Rate(100, 2_000), new Rate(1_000, 10_000), new Rate(200_000, 200_000));
        }
    }

    /** Checks each value and how they fit. */
    public LinkConfig {
        if (heartbeat.toMillis() < 1 || failureTimeout.compareTo(heartbeat.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException("failureTimeout " + failureTimeout + " must be at least twice heartbeat "
                    + heartbeat + ", which must be 1 ms or more");
        }
        if (failureTimeout.compareTo(LONGEST_FAILURE_TIMEOUT) > 0) {
            throw new IllegalArgumentException("failureTimeout " + failureTimeout + " must be at most "
                    + LONGEST_FAILURE_TIMEOUT.toDays() + " days: peers are told of it in milliseconds of 32 bits");
        }
        if (handshakeLimit.toMillis() < 1 || queueMessages < 1 || queueBytes < 1 || largeBytes < 1) {
            throw new IllegalArgumentException("out of range: handshakeLimit " + handshakeLimit + ", queueMessages "
                    + queueMessages + ", queueBytes " + queueBytes + ", largeBytes " + largeBytes);
        }
        if (lanes < 1 || lanes > Frame.MAX_LANES) {
            throw new IllegalArgumentException("lanes " + lanes + " must be 1 to " + Frame.MAX_LANES);
        }
    }

    /** What most nodes want. */
    public static LinkConfig defaults() {
        return new LinkConfig(
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                100_000,
                64L << 20,
                2,
                64 << 10,
                Rates.defaults());
    }

    /** With other patience. */
    public LinkConfig withTimeouts(Duration heartbeat, Duration failureTimeout) {
        return new LinkConfig(
                heartbeat, failureTimeout, handshakeLimit, queueMessages, queueBytes, lanes, largeBytes, rates);
    }

    /** With another budget for what waits. */
    public LinkConfig withQueue(int messages, long bytes) {
        return new LinkConfig(heartbeat, failureTimeout, handshakeLimit, messages, bytes, lanes, largeBytes, rates);
    }

    /** With so many lanes. */
    public LinkConfig withLanes(int count) {
        return new LinkConfig(
                heartbeat, failureTimeout, handshakeLimit, queueMessages, queueBytes, count, largeBytes, rates);
    }

    /** With payloads of so many bytes taken for large. */
    public LinkConfig withLargeBytes(int bytes) {
        return new LinkConfig(
                heartbeat, failureTimeout, handshakeLimit, queueMessages, queueBytes, lanes, bytes, rates);
    }

    /** With other rates. */
    public LinkConfig withRates(Rates others) {
        return new LinkConfig(
                heartbeat, failureTimeout, handshakeLimit, queueMessages, queueBytes, lanes, largeBytes, others);
    }
}
