package dev.parley.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.simulation.Outcome.Failed;
import dev.parley.testkit.simulation.Outcome.Passed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
    private static final Fault CULPRIT = new Fault.Crash("a");
    private static final Fault ACCOMPLICE = new Fault.Pause("b");

    /** Every trial that was run. */
    private final List<Trial> runs = new ArrayList<>();

    @Test
    void findsTheOneFaultThatMattersAmongMany() {
        Failed small = shrunk(trial(40, CULPRIT), trial -> faults(trial).contains(CULPRIT));

        assertThat(faults(small.trial())).containsExactly(CULPRIT);
    }

    @Test
    void keepsTwoFaultsThatMatterOnlyTogether() {
        Set<Fault> both = Set.of(CULPRIT, ACCOMPLICE);
        Failed small = shrunk(trial(20, CULPRIT, ACCOMPLICE), trial -> new HashSet<>(faults(trial)).containsAll(both));

        assertThat(faults(small.trial())).containsExactlyInAnyOrder(CULPRIT, ACCOMPLICE);
    }

    @Test
    void findsThatNoFaultIsNeededAtAll() {
        assertThat(faults(shrunk(trial(8, CULPRIT), _ -> true).trial())).isEmpty();
    }

    @Test
    void lowersEachKnobToTheSmallestThatFails() {
        Trial many = trial(3, CULPRIT).withKnob("nodes", 5).withKnob("seconds", 1_000);
        Failed small = shrunk(many, trial -> knob(trial, "nodes") >= 3 && knob(trial, "seconds") >= 37);

        assertThat(small.trial().knobs()).containsEntry("nodes", 3).containsEntry("seconds", 37);
    }

    @Test
    void shortensAFaultAndRoundsWhenItBegins() {
        Episode odd = new Episode(Duration.ofNanos(12_345_678_901L), Duration.ofNanos(9_876_543_210L), ACCOMPLICE);
        Failed small = shrunk(
                Trial.of(1).withFaults(FaultPlan.of(odd)),
                trial -> trial.faults() != null
                        && trial.faults().episodes().stream()
                                .anyMatch(episode -> episode.lasts().toMillis() >= 1_000));

        Episode left = small.plan().episodes().getFirst();
        assertThat(left.at()).isEqualTo(Duration.ofSeconds(12));
        assertThat(left.lasts()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void acceptsASmallerTrialThatFailsUnderAnotherScheduleOnly() {
        Failed small = shrunk(
                trial(5, CULPRIT),
                trial -> trial.shuffle() == 2 && faults(trial).contains(CULPRIT));

        assertThat(faults(small.trial())).hasSize(1);
        assertThat(small.trial().shuffle()).isEqualTo(2);
    }

    @Test
    void isNotMisledByAFailureOfAnotherKind() {
        Failed first = failed(trial(6, CULPRIT), "the-kind");
        Failed small = Shrinker.shrink(
                first,
                trial -> faults(trial).contains(CULPRIT)
                        ? failed(trial, faults(trial).size() < 4 ? "another-kind" : "the-kind")
                        : new Passed(trial, 0, Duration.ZERO, 0));

        assertThat(faults(small.trial())).hasSize(4).contains(CULPRIT);
        assertThat(small.kind()).isEqualTo("the-kind");
    }

    @Test
    void givesUpInTheEnd() {
        Trial huge = trial(2_000, CULPRIT);
        shrunk(huge, trial -> faults(trial).size() > 1_990 || trial.shuffle() == Long.MIN_VALUE);

        assertThat(runs).hasSizeLessThanOrEqualTo(600);
    }

    @Test
    void keepsWhatItHasWhenAMinuteIsOver() {
        AtomicLong nowNanos = new AtomicLong(Long.MAX_VALUE - 1_000);
        Failed small = Shrinker.shrink(
                failed(trial(40, CULPRIT), "the-kind"),
                tried -> {
                    runs.add(tried);
                    nowNanos.addAndGet(TimeUnit.SECONDS.toNanos(7));
                    return faults(tried).contains(CULPRIT)
                            ? failed(tried, "the-kind")
                            : new Passed(tried, 0, Duration.ZERO, 0);
                },
                nowNanos::get);

        assertThat(runs).hasSize(9);
        assertThat(faults(small.trial())).contains(CULPRIT).hasSizeLessThan(40);
    }

    private Failed shrunk(Trial trial, Predicate<Trial> fails) {
        return Shrinker.shrink(failed(trial, "the-kind"), tried -> {
            runs.add(tried);
            return fails.test(tried) ? failed(tried, "the-kind") : new Passed(tried, 0, Duration.ZERO, 0);
        });
    }

    private static Failed failed(Trial trial, String kind) {
        return new Failed(trial, 0, Duration.ZERO, 0, kind, new AssertionError(kind));
    }

    /** With so many faults, of which these matter. */
    private static Trial trial(int count, Fault... culprits) {
        List<Episode> episodes = new ArrayList<>(IntStream.rangeClosed(1, count - culprits.length)
                .mapToObj(i -> Episode.at(Duration.ofMillis(i), new Fault.Reset("a", "host" + i)))
                .toList());
        for (Fault culprit : culprits) {
            episodes.add(Episode.at(Duration.ofMillis(count / 3), culprit));
        }
        return Trial.of(1).withFaults(new FaultPlan(episodes));
    }

    private static List<Fault> faults(Trial trial) {
        return Objects.requireNonNull(trial.faults()).episodes().stream()
                .map(Episode::fault)
                .toList();
    }

    private static int knob(Trial trial, String name) {
        return trial.knobs().getOrDefault(name, 0);
    }
}
