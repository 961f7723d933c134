package dev.parley.testkit.simulation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The network between two hosts: its chance, its cuts, and the connections that use it. Each link has a random stream
 * of its own, so that a fault elsewhere, or its absence, shifts nothing here.
 *
 * <p>Source of the model: what a TCP connection of a Linux kernel does behind dropped packets. A cut in one direction
 * silences both, because acknowledgements are lost; after it a connection with unacknowledged bytes stays silent for
 * another 0.55 to 0.65 of the time it was stuck, because retransmissions back off, two minutes at most.
 */
final class Link {
    private static final double BACKOFF_MIN = 0.55;
    private static final double BACKOFF_MAX = 0.65;
    private static final long BACKOFF_LIMIT_NANOS = 120_000_000_000L;
    private static final long NEVER = Long.MAX_VALUE;

    private final String low;
    private final String high;
    private final Network network;
    private final SplittableRandom random;
    private final Set<Pipe> pipes = new LinkedHashSet<>();
    private final Direction lowToHigh = new Direction();
    private final Direction highToLow = new Direction();

    Link(Network network, String low, String high) {
        this.low = low;
        this.high = high;
        this.network = network;
        this.random = network.world().seed().of("link").of(low).of(high).stream();
    }

    Network network() {
        return network;
    }

    SplittableRandom random() {
        return random;
    }

    boolean chance(int outOf) {
        return random.nextInt(outOf) == 0;
    }

    long latencyNanos() {
        return network.latencyNanos(random);
    }

    void add(Pipe pipe) {
        pipes.add(pipe);
    }

    void remove(Pipe pipe) {
        pipes.remove(pipe);
    }

    /** Whether no packet gets through in one direction or the other. */
    boolean isCut() {
        return lowToHigh.isCut() || highToLow.isCut();
    }

    /** Whether bytes that left {@code from} at {@code sentNanos} cannot arrive now. */
    boolean blocks(String from, long sentNanos) {
        Direction there = from.equals(low) ? lowToHigh : highToLow;
        Direction acknowledgements = from.equals(low) ? highToLow : lowToHigh;
        return there.isCut() || sentNanos >= acknowledgements.cutNanos;
    }

    /** Loses what {@code from} sends; running the result ends that. */
    Runnable cut(String from) {
        Direction direction = from.equals(low) ? lowToHigh : highToLow;
        Runnable end = direction.cut(network.world().agenda().nowNanos());
        return () -> {
            boolean wasCut = direction.isCut();
            end.run();
            direction.look();
            if (wasCut && !direction.isCut()) {
                healed();
            }
        };
    }

    /** Ends all cuts. */
    void heal() {
        if (isCut()) {
            lowToHigh.heal();
            highToLow.heal();
            healed();
        }
    }

    private void healed() {
        List.copyOf(pipes).forEach(Pipe::healed);
    }

    /** How much longer a connection stays silent that was stuck for so long. */
    long backoffNanos(long stuckNanos) {
        long backoff = (long) (stuckNanos * random.nextDouble(BACKOFF_MIN, BACKOFF_MAX));
        return Math.min(backoff, BACKOFF_LIMIT_NANOS) + latencyNanos();
    }

    /** Resets all connections: of what is under way in each direction an arbitrary suffix is lost. */
    void reset() {
        List<Pipe> struck = new ArrayList<>(pipes);
        struck.forEach(pipe -> pipe.end(Segment.End.RESET));
    }

    boolean joins(String host) {
        return low.equals(host) || high.equals(host);
    }

    @Override
    public String toString() {
        return low + "-" + high;
    }

    /** What is cut of one direction, and since when. */
    private static final class Direction {
        private final Active<Boolean> cuts = new Active<>();
        private long cutNanos = NEVER;

        boolean isCut() {
            return cutNanos != NEVER;
        }

        Runnable cut(long nowNanos) {
            cutNanos = Math.min(cutNanos, nowNanos);
            return cuts.begin(true);
        }

        void heal() {
            cuts.clear();
            look();
        }

        void look() {
            cutNanos = cuts.isEmpty() ? NEVER : cutNanos;
        }
    }
}
