package dev.parley.testkit.simulation;

import java.time.Duration;

/**
 * Something that is wrong for a while, or happens at one moment, if it {@link #isMomentary}. An {@link Episode} says
 * when it begins and when it is mended. Each prints itself as a short sentence.
 */
public sealed interface Fault {
    /** Whether it is over as soon as it happened, so that there is nothing to mend. */
    default boolean isMomentary() {
        return false;
    }

    /** What goes wrong between hosts. */
    sealed interface OfNetwork extends Fault {}

    /** What goes wrong with the process of a host. */
    sealed interface OfProcess extends Fault {}

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

    /** A packet takes between {@code min} and {@code max}, on every link. The latest of several holds. */
    record Latency(Duration min, Duration max) implements OfNetwork {
        /** Refuses negative and reversed ranges. */
        public Latency {
            if (min.isNegative() || max.compareTo(min) < 0) {
                throw new IllegalArgumentException("not a range of latencies: " + min + " to " + max);
            }
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
     * The process on a host is killed, if one runs; mended, the host's program starts again, if none runs, which needs
     * {@link Simulation#start(String, HostProgram)}. Nothing survives a crash: a simulated host has no disk.
     */
    record Crash(String host) implements OfProcess {
        @Override
        public String toString() {
            return "crash " + host;
        }
    }

    /** The process on a host stands still, its connections open. A process that starts meanwhile runs. */
    record Pause(String host) implements OfProcess {
        @Override
        public String toString() {
            return "pause " + host;
        }
    }
}
