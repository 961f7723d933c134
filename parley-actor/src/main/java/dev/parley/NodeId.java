package dev.parley;

import java.util.Comparator;

/**
 * One life of one node: the address it advertises and its incarnation. A process that is started again at the same
 * address is another node. A system without a network has its name for a host, port 0 and incarnation 0.
 *
 * @param host advertised host name or literal address
 * @param port advertised port, 0 to 65,535
 * @param incarnation drawn at random at start
 */
public record NodeId(String host, int port, long incarnation) implements Comparable<NodeId> {
    private static final Comparator<NodeId> ORDER =
            Comparator.comparing(NodeId::host).thenComparingInt(NodeId::port).thenComparingLong(NodeId::incarnation);

    /** Refuses an empty host and a port out of range. */
    public NodeId {
        if (host.isEmpty() || port < 0 || port > 65_535) {
            throw new IllegalArgumentException("not a node: host '" + host + "', port " + port);
        }
    }

    /** {@code host:port}, or the host alone where there is no port. */
    public String hostAndPort() {
        return port == 0 ? host : host + ":" + port;
    }

    @Override
    public int compareTo(NodeId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return hostAndPort();
    }
}
