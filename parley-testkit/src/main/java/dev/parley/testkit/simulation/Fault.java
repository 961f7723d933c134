package dev.parley.testkit.simulation;

import java.time.Duration;

/** Something that goes wrong, or right again, at one moment of a run. Each prints itself as a short sentence. */
public sealed interface Fault {
    /** Packets between two hosts are lost, both ways. */
    record Cut(String a, String b) implements Fault {
        @Override
        public String toString() {
            return "cut " + a + " | " + b;
        }
    }

    /** Packets from one host to the other are lost; TCP then gets nothing through either way, in the end. */
    record CutOneWay(String from, String to) implements Fault {
        @Override
        public String toString() {
            return "cut " + from + " -> " + to;
        }
    }

    /** Packets between two hosts get through again. */
    record Heal(String a, String b) implements Fault {
        @Override
        public String toString() {
            return "heal " + a + " | " + b;
        }
    }

    /** Packets get through everywhere. */
    record HealAll() implements Fault {
        @Override
        public String toString() {
            return "heal all";
        }
    }

    /** All connections between two hosts are reset; what was under way arrives in part. */
    record Reset(String a, String b) implements Fault {
        @Override
        public String toString() {
            return "reset " + a + " | " + b;
        }
    }

    /** The process on a host is killed. Nothing happens if none runs. */
    record Crash(String host) implements Fault {
        @Override
        public String toString() {
            return "crash " + host;
        }
    }

    /** The host's program is started again. Nothing happens if it runs. */
    record Restart(String host) implements Fault {
        @Override
        public String toString() {
            return "restart " + host;
        }
    }

    /** The process on a host stands still, its connections open. */
    record Pause(String host) implements Fault {
        @Override
        public String toString() {
            return "pause " + host;
        }
    }

    /** The process on a host goes on. */
    record Resume(String host) implements Fault {
        @Override
        public String toString() {
            return "resume " + host;
        }
    }

    /** From now on a packet takes between {@code min} and {@code max}. */
    record Latency(Duration min, Duration max) implements Fault {
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
}
