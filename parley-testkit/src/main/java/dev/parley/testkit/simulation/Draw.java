package dev.parley.testkit.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** The chance behind one fault of a random plan: its two hosts, and numbers for the rest. */
final class Draw {
    private static final Duration LONGEST_LATENCY = Duration.ofMillis(200);

    private final SplittableRandom random;
    private final List<String> hosts;
    private final int first;
    private final int second;

    Draw(SplittableRandom random, List<String> hosts) {
        this.random = random;
        this.hosts = hosts;
        this.first = random.nextInt(hosts.size());
        this.second = (first + 1 + random.nextInt(hosts.size() - 1)) % hosts.size();
    }

    Fault fault(FaultKind kind) {
        return switch (kind) {
            case CUT -> new Fault.Cut(host(), other());
            case CUT_ONE_WAY -> new Fault.CutOneWay(host(), other());
            case RESET -> new Fault.Reset(host(), other());
            case CRASH -> new Fault.Crash(host());
            case PAUSE -> new Fault.Pause(host());
            case LATENCY -> new Fault.Latency(Duration.ZERO, upTo(LONGEST_LATENCY));
        };
    }

    private String host() {
        return hosts.get(first);
    }

    /** Another host than {@link #host}. */
    private String other() {
        return hosts.get(second);
    }

    /** A time up to {@code longest}. */
    private Duration upTo(Duration longest) {
        return Duration.ofNanos(random.nextLong(longest.toNanos() + 1));
    }
}
