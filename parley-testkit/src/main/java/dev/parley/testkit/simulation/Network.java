package dev.parley.testkit.simulation;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The links between all hosts. A host reaches itself over a link that is never cut. */
final class Network {
    private final World world;
    private final Hosts hosts;
    private final Map<String, Link> links = new TreeMap<>();
    private long minLatencyNanos = Fault.Latency.usual().min().toNanos();
    private long maxLatencyNanos = Fault.Latency.usual().max().toNanos();

    Network(World world, Hosts hosts) {
        this.world = world;
        this.hosts = hosts;
    }

    World world() {
        return world;
    }

    Hosts hosts() {
        return hosts;
    }

    /** The link between two hosts, whichever is named first. */
    Link link(String a, String b) {
        String low = a.compareTo(b) <= 0 ? a : b;
        String high = low.equals(a) ? b : a;
        return links.computeIfAbsent(low + "|" + high, _ -> new Link(this, low, high));
    }

    void healAll() {
        links.values().forEach(Link::heal);
    }

    void latency(long minNanos, long maxNanos) {
        minLatencyNanos = minNanos;
        maxLatencyNanos = maxNanos;
    }

    long latencyNanos(SplittableRandom random) {
        return random.nextLong(minLatencyNanos, maxLatencyNanos + 1);
    }
}
