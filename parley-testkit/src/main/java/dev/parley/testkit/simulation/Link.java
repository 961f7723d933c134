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
    private static final long RESEND_NANOS = 200_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int PERCENT = 100;
    private static final int SLOW_PACKET_BYTES = 1_460;

    private final String low;
    private final String high;
    private final Network network;
    private final SplittableRandom random;
    private final Set<Pipe> pipes = new LinkedHashSet<>();
    private final Active<Integer> loss = new Active<>();
    private final Active<Boolean> singleBytes = new Active<>();
    private final Active<Integer> slow = new Active<>();
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

    /** The window of one more direction of a connection. */
    int windowBytes() {
        Swarm.Windows windows = network.windows();
        return windows.smallestBytes() << random.nextInt(windows.doublings() + 1);
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
        Direction acknowledgements = from.equals(low) ? highToLow : lowToHigh;
        return direction(from).isCut() || sentNanos >= acknowledgements.cutNanos;
    }

    /** When a packet arrives that {@code from} hands over now. */
    long arrivalNanos(String from, int bytes) {
        long leavesNanos = now();
        Integer bytesPerSecond = slow.latest();
        if (bytesPerSecond != null) {
            leavesNanos = direction(from).carry(leavesNanos, bytes * NANOS_PER_SECOND / bytesPerSecond);
        }
        return leavesNanos + latencyNanos() + resendNanos();
    }

    /** How many bytes travel together: all, unless the link is slow. */
    int packetBytes() {
        return slow.isEmpty() ? Integer.MAX_VALUE : SLOW_PACKET_BYTES;
    }

    /** Whether one packet is lost by chance. */
    boolean losesOne() {
        Integer percent = loss.latest();
        return percent != null && random.nextInt(PERCENT) < percent;
    }

    /** How much later a packet comes because it had to be sent again. */
    long resendNanos() {
        long waitedNanos = 0;
        long timeoutNanos = RESEND_NANOS;
        while (losesOne()) {
            waitedNanos += timeoutNanos;
            timeoutNanos = Math.min(2 * timeoutNanos, BACKOFF_LIMIT_NANOS);
        }
        return waitedNanos;
    }

    boolean hasSingleBytes() {
        return !singleBytes.isEmpty();
    }

    /** Loses what {@code from} sends; running the result ends that. */
    Runnable cut(String from) {
        Direction direction = direction(from);
        Runnable end = direction.cut(now());
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

    /** Loses a part of the packets until the result is run. */
    Runnable lose(int percent) {
        Runnable end = loss.begin(percent);
        return () -> {
            end.run();
            if (loss.isEmpty()) {
                List.copyOf(pipes).forEach(Pipe::relieve);
            }
        };
    }

    /** Lets nothing through on the connections that there are until the result is run. */
    Runnable swallow() {
        List<Runnable> ends = pipes.stream().map(Pipe::swallow).toList();
        return () -> ends.forEach(Runnable::run);
    }

    /** Hands over one byte at a time until the result is run. */
    Runnable singleBytes() {
        return singleBytes.begin(true);
    }

    /** Carries so much until the result is run; what is still queued then goes at once. */
    Runnable slow(int bytesPerSecond) {
        Runnable end = slow.begin(bytesPerSecond);
        return () -> {
            end.run();
            if (slow.isEmpty()) {
                lowToHigh.busyUntilNanos = 0;
                highToLow.busyUntilNanos = 0;
                List.copyOf(pipes).forEach(Pipe::hurry);
            }
        };
    }

    private Direction direction(String from) {
        return from.equals(low) ? lowToHigh : highToLow;
    }

    private long now() {
        return network.world().agenda().nowNanos();
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

    /** What is cut of one direction and since when, and how long it is busy where it is slow. */
    private static final class Direction {
        private final Active<Boolean> cuts = new Active<>();
        private long cutNanos = NEVER;
        private long busyUntilNanos;

        boolean isCut() {
            return cutNanos != NEVER;
        }

        /** When something has left that takes so long, after all that was handed over before. */
        long carry(long nowNanos, long takesNanos) {
            busyUntilNanos = Math.max(busyUntilNanos, nowNanos) + takesNanos;
            return busyUntilNanos;
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
