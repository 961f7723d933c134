package dev.parley.cluster;

import dev.parley.NodeId;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * What all nodes of a singleton must agree about, or two of them could host it.
 *
 * @param timeoutNanos the failure time-out
 * @param peers the list of peers, in its order
 */
record Terms(long timeoutNanos, String peers) {
    static Terms of(Peers peers, long timeoutNanos) {
        return new Terms(
                timeoutNanos, peers.nodes().stream().map(NodeId::hostAndPort).collect(Collectors.joining(",")));
    }

    @Override
    public String toString() {
        return "failureTimeout " + Duration.ofNanos(timeoutNanos) + ", peers " + peers;
    }
}
