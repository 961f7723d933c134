package dev.parley.systemtest;

import dev.parley.testkit.simulation.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The faults that are in force between hosts at this moment, and what they mean for bytes on their way. Threading: any
 * thread; whoever waits here is woken by each change.
 */
final class Troubles {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NEVER = Long.MAX_VALUE;
    private static final long RESEND_NANOS = 200_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<InForce> inForce = new ArrayList<>();
    private final Map<Way, Long> busyUntilNanos = new HashMap<>();
    private boolean over;

    private record InForce(Fault fault, long sinceNanos) {}

    /** One direction between two hosts. */
    record Way(String from, String to) {
        /** Whether it is between these two, whichever sends. */
        boolean joins(String a, String b) {
            return (from.equals(a) && to.equals(b)) || (from.equals(b) && to.equals(a));
        }
    }

    /** Puts it in force; running the result mends it. */
    Runnable begin(Fault fault) {
        InForce entry = new InForce(fault, System.nanoTime());
        change(() -> inForce.add(entry));
        return () -> change(() -> inForce.remove(entry));
    }

    /** Nobody waits here any more. */
    void end() {
        change(() -> over = true);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How long after now a packet may arrive: latency by chance, and each loss sends it again later. */
    long delayNanos(Way way) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        Fault.@Nullable Latency latency = latest(fault -> fault instanceof Fault.Latency of ? of : null);
        long delay = latency == null
                ? 0
                : random.nextLong(latency.min().toNanos(), latency.max().toNanos() + 1);
        @Nullable
        Integer percent =
                latest(fault -> fault instanceof Fault.Loss(String a, String b, int of) && way.joins(a, b) ? of : null);
        long resend = RESEND_NANOS;
        while (percent != null && random.nextInt(100) < percent) {
            delay += resend;
            resend *= 2;
        }
        return delay;
    }

    boolean hasSingleBytes(Way way) {
        return isInForce(fault -> fault instanceof Fault.SingleBytes(String a, String b) && way.joins(a, b));
    }

    boolean isRefused(String host) {
        return isInForce(fault -> fault instanceof Fault.Refuse(String of) && of.equals(host));
    }

    /** Returns when dials to that host are answered; false when all is over. */
    boolean awaitAnswer(String host) throws InterruptedException {
        return await(() -> isInForce(fault -> fault instanceof Fault.Hang(String of) && of.equals(host)) ? NEVER : 0);
    }

    /**
     * Returns when bytes that may arrive at {@code dueNanos} do, on a connection of that age; false when all is over.
     */
    boolean awaitArrival(Way way, long openedNanos, long dueNanos) throws InterruptedException {
        return await(() -> blocks(way, openedNanos) ? NEVER : dueNanos - System.nanoTime());
    }

    /** Returns when so many bytes have gone through, where the way is slow; false when all is over. */
    boolean awaitCarried(Way way, int bytes) throws InterruptedException {
        @Nullable Integer speed = speed(way);
        if (speed == null) {
            return true;
        }
        long until = reserve(way, bytes * NANOS_PER_SECOND / speed);
        boolean goesOn = await(() -> speed(way) == null ? 0 : until - System.nanoTime());
        change(() -> {
            if (speed(way) == null) {
                busyUntilNanos.remove(way);
            }
        });
        return goesOn;
    }

    /** When something has gone through that takes so long, after all before it. */
    private long reserve(Way way, long takesNanos) {
        lock.lock();
        try {
            long until = Math.max(System.nanoTime(), busyUntilNanos.getOrDefault(way, Long.MIN_VALUE)) + takesNanos;
            busyUntilNanos.put(way, until);
            return until;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Integer speed(Way way) {
        return latest(
                fault -> fault instanceof Fault.SlowLink(String a, String b, int of) && way.joins(a, b) ? of : null);
    }

    private boolean blocks(Way way, long openedNanos) {
        return inForce.stream().anyMatch(entry -> switch (entry.fault()) {
            case Fault.Cut(String a, String b) -> way.joins(a, b);
            case Fault.CutOneWay cut -> isCut(way, cut);
            case Fault.Partition partition -> partition.cuts().stream().anyMatch(cut -> isCut(way, cut));
            case Fault.HalfOpen(String a, String b) -> way.joins(a, b) && openedNanos < entry.sinceNanos();
            case Fault.ZeroWindow(String host) -> way.to().equals(host);
            default -> false;
        });
    }

    private static boolean isCut(Way way, Fault.CutOneWay cut) {
        return way.from().equals(cut.from()) && way.to().equals(cut.to());
    }

    private boolean isInForce(Predicate<Fault> wanted) {
        return latest(fault -> wanted.test(fault) ? fault : null) != null;
    }

    private <T> @Nullable T latest(Function<Fault, @Nullable T> of) {
        lock.lock();
        try {
            return inForce.reversed().stream()
                    .map(entry -> of.apply(entry.fault()))
                    .filter(found -> found != null)
                    .findFirst()
                    .orElse(null);
        } finally {
            lock.unlock();
        }
    }

    private interface Wait {
        /** How much longer, as things are; {@link #NEVER} until they change. */
        long nanos();
    }

    private boolean await(Wait wait) throws InterruptedException {
        lock.lock();
        try {
            for (long left = wait.nanos(); left > 0 && !over; left = wait.nanos()) {
                var _ = changed.awaitNanos(left);
            }
            return !over;
        } finally {
            lock.unlock();
        }
    }
}
