package dev.parley.testkit.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws one fault of a random plan: whom it hits, and how hard. */
final class Draw {
    private static final long LONGEST_LATENCY_NANOS = 200_000_000;
    private static final long LONGEST_STEP_NANOS = 20_000_000;
    private static final int LARGEST_LOSS_PERCENT = 40;
    private static final int SLOWEST_BYTES_PER_SECOND = 1_000;
    private static final int FASTEST_BYTES_PER_SECOND = 100_000;
    private static final int LARGEST_DRIFT = 10_000;
    private static final int LARGEST_OFFSET_MILLIS = 10_000;
    private static final int FEWEST_IN_A_RING = 4;

    private final SplittableRandom random;
    private final List<String> shuffled;

    Draw(SplittableRandom random, List<String> hosts) {
        this.random = random;
        this.shuffled = shuffled(random, hosts);
    }

    private static List<String> shuffled(SplittableRandom random, List<String> hosts) {
        List<String> left = new ArrayList<>(hosts);
        List<String> order = new ArrayList<>();
        while (!left.isEmpty()) {
            order.add(left.remove(random.nextInt(left.size())));
        }
        return order;
    }

    Fault fault(FaultKind kind) {
        String a = shuffled.getFirst();
        String b = shuffled.get(1);
        return switch (kind) {
            case CUT -> new Fault.Cut(a, b);
            case CUT_ONE_WAY -> new Fault.CutOneWay(a, b);
            case HALVES -> halves();
            case SINGLE -> Fault.Partition.single(a, others());
            case DEAF_OR_DUMB -> deafOrDumb(a);
            case RING -> shuffled.size() < FEWEST_IN_A_RING ? bridge(a) : Fault.Partition.ring(shuffled);
            case BRIDGE -> bridge(a);
            case LATENCY -> new Fault.Latency(Duration.ZERO, upTo(LONGEST_LATENCY_NANOS));
            case LOSS -> new Fault.Loss(a, b, random.nextInt(1, LARGEST_LOSS_PERCENT + 1));
            case RESET -> new Fault.Reset(a, b);
            case HALF_OPEN -> new Fault.HalfOpen(a, b);
            case SINGLE_BYTES -> new Fault.SingleBytes(a, b);
            case SLOW_LINK ->
                new Fault.SlowLink(a, b, random.nextInt(SLOWEST_BYTES_PER_SECOND, FASTEST_BYTES_PER_SECOND + 1));
            case REFUSE -> new Fault.Refuse(a);
            case HANG -> new Fault.Hang(a);
            case ZERO_WINDOW -> new Fault.ZeroWindow(a);
            case CRASH -> new Fault.Crash(a);
            case RESTART -> new Fault.Restart(a);
            case PAUSE -> new Fault.Pause(a);
            case SLOW_NODE -> new Fault.SlowNode(a, upTo(LONGEST_STEP_NANOS));
            case WALL_OFFSET ->
                new Fault.WallJump(a, Duration.ofMillis(random.nextInt(1, LARGEST_OFFSET_MILLIS + 1) * sign()));
            case WALL_JUMP -> new Fault.WallJump(a, Duration.ofHours(sign()));
            case DRIFT -> new Fault.Drift(a, (int) sign() * random.nextInt(1, LARGEST_DRIFT + 1));
        };
    }

    private Fault halves() {
        int split = random.nextInt(1, shuffled.size());
        return Fault.Partition.halves(shuffled.subList(0, split), shuffled.subList(split, shuffled.size()));
    }

    private Fault deafOrDumb(String host) {
        return random.nextBoolean()
                ? Fault.Partition.oneWay(List.of(host), others())
                : Fault.Partition.oneWay(others(), List.of(host));
    }

    private Fault bridge(String between) {
        List<String> others = others();
        if (others.size() == 1) {
            return new Fault.Cut(between, others.getFirst());
        }
        int split = random.nextInt(1, others.size());
        return Fault.Partition.bridge(between, others.subList(0, split), others.subList(split, others.size()));
    }

    private List<String> others() {
        return shuffled.subList(1, shuffled.size());
    }

    private long sign() {
        return random.nextBoolean() ? 1 : -1;
    }

    private Duration upTo(long longestNanos) {
        return Duration.ofNanos(random.nextLong(1, longestNanos + 1));
    }
}
