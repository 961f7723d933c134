package dev.parley.testkit.simulation;

import dev.parley.testkit.simulation.Outcome.Failed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a failing trial smaller as long as it fails in the same way: fewer faults, shorter faults, smaller knobs
 * (nodes, messages, seconds). Pure but for the runs it asks for.
 *
 * <p>Leaving something out shifts what comes after it, so a smaller trial is also accepted when it fails under one of a
 * few other schedules.
 *
 * <p>Limits: {@value #MOST_RUNS} runs, and none begins when {@value #MOST_SECONDS} real seconds are over, so how small
 * a slow trial becomes depends on the machine; that it fails does not.
 *
 * <p>Source: delta debugging, Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input" (2002).
 */
final class Shrinker {
    private static final int MOST_RUNS = 600;
    private static final int MOST_SECONDS = 60;
    private static final int SCHEDULES = 4;

    private final Function<Trial, Outcome> runner;
    private Failed smallest;
    private final LongSupplier clockNanos;
    private final long beginNanos;
    private int runs;

    private Shrinker(Function<Trial, Outcome> runner, Failed first, LongSupplier clockNanos) {
        this.runner = runner;
        this.smallest = first;
        this.clockNanos = clockNanos;
        this.beginNanos = clockNanos.getAsLong();
    }

    /** The smallest trial that was found, which may be {@code failed} itself, and how it failed. */
    static Failed shrink(Failed failed, Function<Trial, Outcome> runner) {
        return shrink(failed, runner, System::nanoTime);
    }

    /** The same by another clock. */
    static Failed shrink(Failed failed, Function<Trial, Outcome> runner, LongSupplier clockNanos) {
        Shrinker shrinker = new Shrinker(runner, failed, clockNanos);
        shrinker.shrinkFaults();
        shrinker.shrinkKnobs();
        shrinker.shrinkDurations();
        shrinker.shrinkFaults();
        return shrinker.smallest;
    }

    // ---- faults

    /** Leaves out ever smaller parts of the plan until no single fault can be left out. */
    private void shrinkFaults() {
        if (episodes().isEmpty() || accepts(List.of())) {
            return;
        }
        int parts = Math.min(2, episodes().size());
        while (episodes().size() > 1) {
            if (leavesOutOneOf(parts)) {
                parts = Math.max(2, parts - 1);
            } else if (parts < episodes().size()) {
                parts = Math.min(2 * parts, episodes().size());
            } else {
                return;
            }
        }
    }

    private boolean leavesOutOneOf(int parts) {
        List<Episode> all = episodes();
        for (int part = 0; part < parts; part++) {
            int from = all.size() * part / parts;
            int to = all.size() * (part + 1) / parts;
            List<Episode> rest = new ArrayList<>(all.subList(0, from));
            rest.addAll(all.subList(to, all.size()));
            if (accepts(rest)) {
                return true;
            }
        }
        return false;
    }

    /** Halves how long each fault lasts, and takes odd nanoseconds off its beginning. */
    private void shrinkDurations() {
        for (int i = 0; i < episodes().size(); i++) {
            Episode episode = episodes().get(i);
            while (!episode.isForever() && episode.lasts().compareTo(Duration.ofMillis(1)) > 0) {
                Episode shorter = new Episode(
                        episode.at(), Duration.ofMillis(episode.lasts().toMillis() / 2), episode.fault());
                if (!accepts(with(i, shorter))) {
                    break;
                }
                episode = episodes().get(i);
            }
            for (long grain : new long[] {1_000, 100, 10, 1}) {
                Duration round = Duration.ofMillis(episode.at().toMillis() / grain * grain);
                if (accepts(with(i, new Episode(round, episode.lasts(), episode.fault())))) {
                    break;
                }
            }
        }
    }

    private List<Episode> with(int index, Episode episode) {
        List<Episode> changed = new ArrayList<>(episodes());
        changed.set(index, episode);
        return changed;
    }

    private List<Episode> episodes() {
        FaultPlan faults = smallest.trial().faults();
        return faults == null ? List.of() : faults.episodes();
    }

    private boolean accepts(List<Episode> episodes) {
        return accepts(smallest.trial().withFaults(new FaultPlan(episodes)));
    }

    // ---- knobs

    private void shrinkKnobs() {
        for (String knob : List.copyOf(smallest.trial().knobs().keySet())) {
            int tooSmall = 0;
            while (value(knob) - tooSmall > 1) {
                int tried = tooSmall + (value(knob) - tooSmall) / 2;
                if (!accepts(knob, tried)) {
                    tooSmall = tried;
                }
            }
        }
    }

    private int value(String knob) {
        return smallest.trial().knobs().getOrDefault(knob, 0);
    }

    private boolean accepts(String knob, int value) {
        return accepts(smallest.trial().withKnob(knob, value));
    }

    // ---- runs

    private boolean accepts(Trial smaller) {
        for (long shuffle = 0; shuffle < SCHEDULES; shuffle++) {
            Failed failed = run(smaller.withShuffle(smallest.trial().shuffle() + shuffle));
            if (failed != null) {
                smallest = failed;
                return true;
            }
        }
        return false;
    }

    private @Nullable Failed run(Trial trial) {
        if (runs >= MOST_RUNS || clockNanos.getAsLong() - beginNanos >= TimeUnit.SECONDS.toNanos(MOST_SECONDS)) {
            return null;
        }
        runs++;
        return runner.apply(trial) instanceof Failed failed && FailureKind.areAlike(failed, smallest) ? failed : null;
    }
}
