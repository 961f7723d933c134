package dev.parley;

import java.time.Duration;

/**
 * What happens when a child fails; given by the parent at spawn. The default is {@link #restart()}.
 *
 * <p>After {@link #limit} restarts within {@link #window} the child stops as crashed. The pause before restart
 * {@code n} of a window is {@code minBackoff * 2^(n-1)}, at most {@code maxBackoff}, plus up to a fifth at random;
 * the mailbox fills meanwhile.
 *
 * @param directive what to do
 * @param limit restarts allowed within the window, 0 or more
 * @param window counted back from the failure
 * @param minBackoff the first pause; zero restarts at once
 * @param maxBackoff the longest pause
 */
public record SupervisorStrategy(
        Directive directive, int limit, Duration window, Duration minBackoff, Duration maxBackoff)
        implements SpawnOption, RemoteSpawnOption {

    private static final SupervisorStrategy RESTART = new SupervisorStrategy(
            Directive.RESTART, 3, Duration.ofMinutes(1), Duration.ofMillis(10), Duration.ofSeconds(5));

    /** What to do with a child that failed. */
    public enum Directive {
        /** A new instance, the same address and mailbox. */
        RESTART,
        /** The same instance goes on with the next message. */
        RESUME,
        /** It ends as crashed. */
        STOP,
        /** It ends as crashed, and the parent fails in its turn. On another node that is {@link #STOP}. */
        ESCALATE
    }

    /** Checks the numbers and their relations. */
    public SupervisorStrategy {
        if (limit < 0 || window.isNegative() || minBackoff.isNegative() || maxBackoff.compareTo(minBackoff) < 0) {
            throw new IllegalArgumentException("limit and durations must not be negative, and maxBackoff not below"
                    + " minBackoff: limit " + limit + ", window " + window + ", backoff " + minBackoff + " to "
                    + maxBackoff);
        }
    }

    /** Restart: 3 within a minute, pauses of 10 ms to 5 s. */
    public static SupervisorStrategy restart() {
        return RESTART;
    }

    /** Go on with the next message on the same instance; one that failed to start ends as crashed. */
    public static SupervisorStrategy resume() {
        return of(Directive.RESUME);
    }

    /** Stop as crashed at the first failure. */
    public static SupervisorStrategy stop() {
        return of(Directive.STOP);
    }

    /** Stop as crashed at the first failure, and let the parent fail. */
    public static SupervisorStrategy escalate() {
        return of(Directive.ESCALATE);
    }

    /** At most {@code restarts} within {@code window}. */
    public SupervisorStrategy limit(int restarts, Duration window) {
        return new SupervisorStrategy(directive, restarts, window, minBackoff, maxBackoff);
    }

    /** Pauses from {@code min}, doubling, to {@code max}. */
    public SupervisorStrategy backoff(Duration min, Duration max) {
        return new SupervisorStrategy(directive, limit, window, min, max);
    }

    private static SupervisorStrategy of(Directive directive) {
        return new SupervisorStrategy(directive, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }
}
