package dev.parley.testkit.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that is wrong for a while, or happens at one moment, if it {@link #isMomentary}. An {@link Episode} says
 * when it begins and when it is mended. Each prints itself as a short sentence.
 *
 * <p>Source of the models: what TCP on Linux does behind the same faults, made with packet filters and signals.
 */
public sealed interface Fault {
    /** Whether it is over as soon as it happened, so that there is nothing to mend. */
    default boolean isMomentary() {
        return false;
    }

    /** The host that it hits, or {@link Moment#NETWORK}. */
    default String where() {
        return switch (this) {
            case OfNetwork _ -> Moment.NETWORK;
            case OfSockets of -> of.host();
            case OfProcess of -> of.host();
            case OfClock of -> of.host();
        };
    }

    /** What goes wrong between hosts. */
    sealed interface OfNetwork extends Fault {}

    /** What goes wrong with the sockets of one host. */
    sealed interface OfSockets extends Fault {
        /** The host that it hits. */
        String host();
    }

    /** What goes wrong with the process of a host. */
    sealed interface OfProcess extends Fault {
        /** The host that it hits. */
        String host();
    }

    /** What goes wrong with the clocks of a host, for all its processes. */
    sealed interface OfClock extends Fault {
        /** The host that it hits. */
        String host();
    }

    /** Packets between two hosts are lost, both ways. */
    record Cut(String a, String b) implements OfNetwork {
        @Override
        public String toString() {
            return "cut " + a + " | " + b;
        }
    }

    /** Packets from one host to the other are lost; TCP then gets nothing through either way, in the end. */
    record CutOneWay(String from, String to) implements OfNetwork {
        @Override
        public String toString() {
            return "cut " + from + " -> " + to;
        }
    }

    /**
     * Several cuts at once.
     *
     * @param shape for people; equal shapes may have different cuts
     */
    record Partition(String shape, List<CutOneWay> cuts) implements OfNetwork {
        /** Takes a copy. */
        public Partition {
            cuts = List.copyOf(cuts);
        }

        /** Two groups that do not reach each other. */
        public static Partition halves(List<String> some, List<String> others) {
            return new Partition(text(some) + " | " + text(others), bothWays(some, others));
        }

        /** One host alone. */
        public static Partition single(String alone, List<String> others) {
            return halves(List.of(alone), others);
        }

        /** Nothing from one group reaches the other. */
        public static Partition oneWay(List<String> from, List<String> to) {
            return new Partition(text(from) + " -> " + text(to), cuts(from, to));
        }

        /** Two groups that do not reach each other and a host that reaches all, so that reaching is not transitive. */
        public static Partition bridge(String bridge, List<String> some, List<String> others) {
            return new Partition(
                    text(some) + " | " + text(others) + " but for " + bridge + " between", bothWays(some, others));
        }

        /** Each host reaches the one before it and the one after it, and no other. */
        public static Partition ring(List<String> hosts) {
            List<CutOneWay> cuts = new ArrayList<>();
            int count = hosts.size();
            for (int i = 0; i < count; i++) {
                for (int other = i + 2; other < count && other - i < count - 1; other++) {
                    cuts.addAll(bothWays(List.of(hosts.get(i)), List.of(hosts.get(other))));
                }
            }
            return new Partition("ring " + text(hosts), cuts);
        }

        private static String text(List<String> hosts) {
            return String.join(" ", hosts);
        }

        private static List<CutOneWay> bothWays(List<String> some, List<String> others) {
            List<CutOneWay> cuts = new ArrayList<>(cuts(some, others));
            cuts.addAll(cuts(others, some));
            return cuts;
        }

        private static List<CutOneWay> cuts(List<String> from, List<String> to) {
            List<CutOneWay> cuts = new ArrayList<>();
            for (String one : from) {
                to.forEach(other -> cuts.add(new CutOneWay(one, other)));
            }
            return cuts;
        }

        @Override
        public String toString() {
            return "partition " + shape;
        }
    }

    /** A packet takes between {@code min} and {@code max}, on every link. The latest of several holds. */
    record Latency(Duration min, Duration max) implements OfNetwork {
        /** Refuses negative and reversed ranges. */
        public Latency {
            require(!min.isNegative() && max.compareTo(min) >= 0, "not a range of latencies: " + min + " to " + max);
        }

        /** What a simulation starts with: 0.1 to 2 ms. */
        public static Latency usual() {
            return new Latency(Duration.ofNanos(100_000), Duration.ofMillis(2));
        }

        @Override
        public String toString() {
            return "latency " + min + " .. " + max;
        }
    }

    /**
     * Packets between two hosts are lost by chance, in {@code percent} of the cases. TCP sends them again, after 200,
     * 400, 800 ms: the stream has no gap, but stands still meanwhile. The latest of several holds.
     */
    record Loss(String a, String b, int percent) implements OfNetwork {
        /** Refuses what is no loss, and a loss of everything, which is a {@link Cut}. */
        public Loss {
            require(percent >= 1 && percent <= 99, "not a loss of 1 to 99 percent: " + percent);
        }

        @Override
        public String toString() {
            return "lose " + percent + " % of " + a + " | " + b;
        }
    }

    /** All connections between two hosts are reset; of what was under way an arbitrary prefix arrives. */
    record Reset(String a, String b) implements OfNetwork {
        @Override
        public boolean isMomentary() {
            return true;
        }

        @Override
        public String toString() {
            return "reset " + a + " | " + b;
        }
    }

    /**
     * The connections that two hosts have get nothing through any more, not even their end, and nobody is told, as when
     * a firewall forgets them. New ones work. Mended, they go on as after a cut.
     */
    record HalfOpen(String a, String b) implements OfNetwork {
        @Override
        public String toString() {
            return "half-open " + a + " | " + b;
        }
    }

    /** What is read between two hosts comes one byte at a time. */
    record SingleBytes(String a, String b) implements OfNetwork {
        @Override
        public String toString() {
            return "single bytes " + a + " | " + b;
        }
    }

    /** All connections between two hosts share so many bytes a second each way. The latest of several holds. */
    record SlowLink(String a, String b, int bytesPerSecond) implements OfNetwork {
        /** Refuses a link that carries nothing. */
        public SlowLink {
            require(bytesPerSecond >= 1, "not a speed in bytes a second: " + bytesPerSecond);
        }

        @Override
        public String toString() {
            return "slow link " + a + " | " + b + ", " + bytesPerSecond + " B/s";
        }
    }

    /** Whoever dials the host is refused, also where somebody listens. */
    record Refuse(String host) implements OfSockets {
        @Override
        public String toString() {
            return "refuse connects to " + host;
        }
    }

    /** Whoever dials the host hears nothing until the limit of the dial, or until this is mended. */
    record Hang(String host) implements OfSockets {
        @Override
        public String toString() {
            return "hang connects to " + host;
        }
    }

    /** The host's processes do not read from their connections: what peers send fills the window and stops them. */
    record ZeroWindow(String host) implements OfSockets {
        @Override
        public String toString() {
            return "zero window " + host;
        }
    }

    /**
     * The process on a host is killed, if one runs; mended, the host's program starts again, which needs {@link
     * Simulation#start(String, HostProgram)}, unless one runs or the last one had been closed. Nothing survives a
     * crash: a simulated host has no disk.
     */
    record Crash(String host) implements OfProcess {
        @Override
        public String toString() {
            return "crash " + host;
        }
    }

    /** The process on a host is killed, if one runs, and another starts in the same instant at the same address. */
    record Restart(String host) implements OfProcess {
        @Override
        public boolean isMomentary() {
            return true;
        }

        @Override
        public String toString() {
            return "restart " + host;
        }
    }

    /** The process on a host stands still, its connections open. A process that starts meanwhile runs. */
    record Pause(String host) implements OfProcess {
        @Override
        public String toString() {
            return "pause " + host;
        }
    }

    /** Every batch and loop task of the host takes so long, one after the other. The latest of several holds. */
    record SlowNode(String host, Duration step) implements OfProcess {
        /** Refuses steps that take no time. */
        public SlowNode {
            require(step.isPositive(), "not a time that a step can take: " + step);
        }

        @Override
        public String toString() {
            return "slow node " + host + ", " + step + " a step";
        }
    }

    /** The wall clock of a host jumps, and jumps back when mended. Several add up. */
    record WallJump(String host, Duration by) implements OfClock {
        @Override
        public String toString() {
            return "wall clock of " + host + " off by " + by;
        }
    }

    /**
     * The clocks of a host, and its timers, run at a rate that is off by so many millionths; faster if positive. The
     * latest of several holds.
     */
    record Drift(String host, int partsPerMillion) implements OfClock {
        private static final int LIMIT = 100_000;

        /** Refuses rates that are off by more than a tenth. */
        public Drift {
            require(Math.abs((long) partsPerMillion) <= LIMIT, "not a drift of a tenth at most: " + partsPerMillion);
        }

        @Override
        public String toString() {
            return "clocks of " + host + " drift by " + partsPerMillion + " ppm";
        }
    }

    private static void require(boolean holds, String refusal) {
        if (!holds) {
            throw new IllegalArgumentException(refusal);
        }
    }
}
