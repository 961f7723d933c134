package dev.parley.testkit.simulation;

import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The links between all hosts. A host reaches itself over a link that is never cut. */
final class Network {
    private final World world;
    private final Hosts hosts;
    private final Map<String, Link> links = new TreeMap<>();
    private final Active<Fault.Latency> latencies = new Active<>();
    private Fault.Latency usual = Fault.Latency.usual();
    private Swarm.Windows windows = Swarm.Windows.usual();
    private long minLatencyNanos;
    private long maxLatencyNanos;

    Network(World world, Hosts hosts) {
        this.world = world;
        this.hosts = hosts;
        applyLatency();
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

    Swarm.Windows windows() {
        return windows;
    }

    /** For connections to come. */
    void windows(Swarm.Windows other) {
        windows = other;
    }

    void healAll() {
        links.values().forEach(Link::heal);
    }

    /** What holds while no fault says otherwise. */
    void usual(Fault.Latency latency) {
        usual = latency;
        applyLatency();
    }

    Runnable begin(Fault.Latency latency) {
        Runnable end = latencies.begin(latency);
        applyLatency();
        return () -> {
            end.run();
            applyLatency();
        };
    }

    private void applyLatency() {
        Fault.Latency now = Objects.requireNonNullElse(latencies.latest(), usual);
        minLatencyNanos = now.min().toNanos();
        maxLatencyNanos = now.max().toNanos();
    }

    long latencyNanos(SplittableRandom random) {
        return random.nextLong(minLatencyNanos, maxLatencyNanos + 1);
    }
}
