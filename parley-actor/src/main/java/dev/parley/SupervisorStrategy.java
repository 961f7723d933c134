package dev.parley;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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
 * @param rules what to do about failures of certain types instead, in this order
 */
public record SupervisorStrategy(
        Directive directive, int limit, Duration window, Duration minBackoff, Duration maxBackoff, List<Rule> rules)
        implements SpawnOption, RemoteSpawnOption {

    private static final SupervisorStrategy RESTART = new SupervisorStrategy(
            Directive.RESTART, 3, Duration.ofMinutes(1), Duration.ofMillis(10), Duration.ofSeconds(5), List.of());

    /**
     * What to do about failures of one type and its subtypes.
     *
     * @param type what was thrown
     * @param directive what to do
     */
    public record Rule(Class<? extends Throwable> type, Directive directive) {
        /** Refuses null here: at a failure it would be too late. */
        public Rule {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(directive, "directive");
        }
    }

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
        Objects.requireNonNull(directive, "directive");
        rules = List.copyOf(rules);
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

    /** What else to do about failures of a type and its subtypes; as with catch clauses, the first that fits counts. */
    public SupervisorStrategy on(Class<? extends Throwable> type, Directive instead) {
        List<Rule> more = new ArrayList<>(rules);
        more.add(new Rule(type, instead));
        return withRules(more);
    }

    /** With these rules, and no others. */
    public SupervisorStrategy withRules(List<Rule> next) {
        return new SupervisorStrategy(directive, limit, window, minBackoff, maxBackoff, next);
    }

    /** What to do about a failure. */
    public Directive directive(Throwable failure) {
        for (Rule rule : rules) {
            if (rule.type().isInstance(failure)) {
                return rule.directive();
            }
        }
        return directive;
    }

    /** At most {@code restarts} within {@code window}. */
    public SupervisorStrategy limit(int restarts, Duration window) {
        return new SupervisorStrategy(directive, restarts, window, minBackoff, maxBackoff, rules);
    }

    /** Pauses from {@code min}, doubling, to {@code max}. */
    public SupervisorStrategy backoff(Duration min, Duration max) {
        return new SupervisorStrategy(directive, limit, window, min, max, rules);
    }

    private static SupervisorStrategy of(Directive directive) {
        return new SupervisorStrategy(
                directive, RESTART.limit, RESTART.window, RESTART.minBackoff, RESTART.maxBackoff, List.of());
    }
}
