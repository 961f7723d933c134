package dev.parley.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.parley.SupervisorStrategy;
import dev.parley.SupervisorStrategy.Directive;
import dev.parley.kernel.Supervision.Decision;
import dev.parley.spi.NodeClock;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What happens after a failure, by the strategy, the failures before and the clock alone. */
class SupervisionDecisionTest {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final Duration MIN = Duration.ofMillis(100);
    private static final Duration MAX = Duration.ofMillis(500);
    private final Throwable boom = new IllegalStateException("boom");

    private final RandomGenerator dice = new SplittableRandom(1);

    private RandomGenerator random() {
        return dice;
    }

    private static SupervisorStrategy restart(int limit) {
        return SupervisorStrategy.restart().limit(limit, Duration.ofSeconds(60)).backoff(MIN, MAX);
    }

    private long pauseMillis(Supervision supervision, long nowNanos) {
        Decision decision = supervision.decide(boom, nowNanos, this::random);
        assertThat(decision).isInstanceOf(Decision.Restart.class);
        return Duration.ofNanos(((Decision.Restart) decision).pauseNanos()).toMillis();
    }

    @Test
    void pausesDoubleUpToTheLongestAndAreUpToAFifthLonger() {
        List<TreeSet<Long>> pauses = new ArrayList<>();
        for (int restart = 0; restart < 5; restart++) {
            pauses.add(new TreeSet<>());
        }
        for (int life = 0; life < 1_000; life++) {
            Supervision supervision = new Supervision(restart(5));
            pauses.forEach(seen -> seen.add(pauseMillis(supervision, 0)));
        }

        List<Long> shortest = List.of(100L, 200L, 400L, 500L, 500L);
        for (int restart = 0; restart < 5; restart++) {
            long least = shortest.get(restart);
            assertThat(pauses.get(restart).first()).isBetween(least, least + least / 50);
            assertThat(pauses.get(restart).last()).isBetween(least + least / 5 - least / 50, least + least / 5);
        }
    }

    @Test
    void beginsWithTheShortestPauseAgainAfterACalmWindow() {
        Supervision supervision = new Supervision(restart(5));
        pauseMillis(supervision, 0);
        pauseMillis(supervision, 0);
        assertThat(pauseMillis(supervision, 60 * SECOND_NANOS)).isGreaterThanOrEqualTo(400);

        assertThat(pauseMillis(supervision, 121 * SECOND_NANOS)).isLessThanOrEqualTo(120);
    }

    @Test
    void countsRestartsOfTheWindowOnly() {
        Supervision supervision = new Supervision(restart(2));
        pauseMillis(supervision, 0);
        pauseMillis(supervision, 30 * SECOND_NANOS);
        assertThat(supervision.decide(boom, 60 * SECOND_NANOS, this::random)).isEqualTo(new Decision.Stop());

        pauseMillis(supervision, 61 * SECOND_NANOS);
        assertThat(supervision.decide(boom, 62 * SECOND_NANOS, this::random)).isEqualTo(new Decision.Stop());
    }

    @Test
    void takesAWindowAndPausesOfAnyLength() {
        Duration forever = ChronoUnit.FOREVER.getDuration();
        SupervisorStrategy twice = SupervisorStrategy.restart().limit(2, forever);
        Supervision quick = new Supervision(twice.backoff(MIN, forever));
        assertThat(pauseMillis(quick, 0)).isBetween(100L, 120L);
        assertThat(pauseMillis(quick, Long.MAX_VALUE / 4)).isBetween(200L, 240L);
        assertThat(quick.decide(boom, Long.MAX_VALUE / 3, this::random)).isEqualTo(new Decision.Stop());

        Supervision slow = new Supervision(twice.backoff(forever, forever));
        assertThat(pauseMillis(slow, 0)).isGreaterThanOrEqualTo(NodeClock.LONGEST.toMillis());
        assertThat(pauseMillis(slow, 1)).isGreaterThanOrEqualTo(NodeClock.LONGEST.toMillis());
    }

    @Test
    void aStrategyRefusesNullWhenItIsMade() {
        assertThatNullPointerException().isThrownBy(() -> new SupervisorStrategy.Rule(nothing(), Directive.STOP));
        assertThatNullPointerException().isThrownBy(() -> new SupervisorStrategy.Rule(IOException.class, nothing()));
        assertThatNullPointerException()
                .isThrownBy(() -> new SupervisorStrategy(nothing(), 1, MAX, MIN, MAX, List.of()));
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a caller without null checks can do
    private static <T> T nothing() {
        return null;
    }

    @Test
    void aLimitOfNoneStopsAtTheFirstFailure() {
        assertThat(new Supervision(restart(0)).decide(boom, 0, this::random)).isEqualTo(new Decision.Stop());
    }

    @Test
    void theFirstRuleThatFitsDecides() {
        SupervisorStrategy strategy = SupervisorStrategy.stop()
                .on(FileNotFoundException.class, SupervisorStrategy.Directive.RESUME)
                .on(IOException.class, SupervisorStrategy.Directive.ESCALATE)
                .on(Exception.class, SupervisorStrategy.Directive.RESTART);
        Supervision supervision = new Supervision(strategy);

        assertThat(supervision.decide(new FileNotFoundException(), 0, this::random))
                .isEqualTo(new Decision.Resume());
        assertThat(supervision.decide(new IOException(), 0, this::random)).isEqualTo(new Decision.Escalate());
        assertThat(supervision.decide(boom, 0, this::random)).isInstanceOf(Decision.Restart.class);
        assertThat(supervision.decide(new AssertionError(), 0, this::random)).isEqualTo(new Decision.Stop());
    }

    @Test
    void resumesAndRestartsAfterWhatTheUsersOwnCodeCanBring() {
        for (Error error : List.of(new StackOverflowError(), new OutOfMemoryError())) {
            assertThat(new Supervision(SupervisorStrategy.resume()).decide(error, 0, this::random))
                    .isEqualTo(new Decision.Resume());
            assertThat(new Supervision(restart(1)).decide(error, 0, this::random))
                    .isInstanceOf(Decision.Restart.class);
        }
    }

    @Test
    void stopsWhenTheMachineOrTheClassesAreBroken() {
        for (Error error : List.of(
                new InternalError(), new UnknownError(), new NoSuchMethodError(), new ExceptionInInitializerError())) {
            assertThat(new Supervision(SupervisorStrategy.resume()).decide(error, 0, this::random))
                    .isEqualTo(new Decision.Stop());
            assertThat(new Supervision(SupervisorStrategy.escalate()).decide(error, 0, this::random))
                    .isEqualTo(new Decision.Stop());
        }
    }
}
