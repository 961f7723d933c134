package dev.parley.kernel;

import dev.parley.SupervisorStrategy;
import dev.parley.spi.NodeClock;
import java.util.ArrayDeque;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Decides what happens after a failure. Pure but for the restarts it remembers: no clock, no thread.
 *
 * <p>Threading: the thread that runs the cell. Limits: remembers at most {@code limit} restarts.
 */
final class Supervision {
    /** What to do now. */
    sealed interface Decision {
        /** Go on with the next message. */
        record Resume() implements Decision {}

        /** Make a new instance after a pause. */
        record Restart(long pauseNanos) implements Decision {}

        /** End as crashed. */
        record Stop() implements Decision {}

        /** End as crashed and let the parent fail. */
        record Escalate() implements Decision {}
    }

    private final SupervisorStrategy strategy;
    private final ArrayDeque<Long> restartsNanos = new ArrayDeque<>(2);

    Supervision(SupervisorStrategy strategy) {
        this.strategy = strategy;
    }

    /** The answer to a failure at {@code nowNanos}; {@code random} is made for a pause alone. */
    Decision decide(Throwable failure, long nowNanos, Supplier<RandomGenerator> random) {
        if (isBeyondRepair(failure)) {
            return new Decision.Stop();
        }
        return switch (strategy.directive(failure)) {
            case RESUME -> new Decision.Resume();
            case STOP -> new Decision.Stop();
            case ESCALATE -> new Decision.Escalate();
            case RESTART -> restart(nowNanos, random);
        };
    }

    private Decision restart(long nowNanos, Supplier<RandomGenerator> random) {
        long windowNanos = NodeClock.nanos(strategy.window());
        while (!restartsNanos.isEmpty() && nowNanos - restartsNanos.peekFirst() > windowNanos) {
            restartsNanos.removeFirst();
        }
        if (restartsNanos.size() >= strategy.limit()) {
            return new Decision.Stop();
        }
        long pauseNanos = pauseNanos(restartsNanos.size(), random);
        restartsNanos.addLast(nowNanos);
        return new Decision.Restart(pauseNanos);
    }

    private long pauseNanos(int restartsBefore, Supplier<RandomGenerator> random) {
        long minNanos = NodeClock.nanos(strategy.minBackoff());
        long maxNanos = NodeClock.nanos(strategy.maxBackoff());
        if (minNanos == 0) {
            return 0;
        }
        int doublings = Math.min(restartsBefore, Long.numberOfLeadingZeros(minNanos) - 2);
        long pauseNanos = Math.min(minNanos << doublings, maxNanos);
        return pauseNanos + random.get().nextLong(pauseNanos / 5 + 1);
    }

    /** The instance's own classes or the machine are broken: a new instance would only break again. */
    private static boolean isBeyondRepair(Throwable failure) {
        return switch (failure) {
            case StackOverflowError _, OutOfMemoryError _ -> false;
            case VirtualMachineError _, LinkageError _ -> true;
            default -> false;
        };
    }
}
