package dev.parley.cli.simulate;

import dev.parley.testkit.simulation.Outcome;
import dev.parley.testkit.simulation.Steps;
import java.util.HashSet;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs some seeds in this process, one after the other, and says how it goes. Each {@value #TWICE_EVERY}th seed runs
 * twice and must leave the same trace; each {@value #SAMPLE_EVERY}th is a sample for another process to repeat.
 *
 * <p>Threading: the caller's.
 */
final class Shard {
    static final int SAMPLE_EVERY = 64;
    static final String NOT_DETERMINISTIC = "not-deterministic";
    private static final int TWICE_EVERY = 16;
    private static final long REPORT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Order order;
    private final Experiment experiment;
    private final Consumer<ShardMessage> out;
    private final Set<String> reported = new HashSet<>();
    private long seeds;
    private long simulatedNanos;
    private long hash;
    private boolean failed;

    Shard(Order order, Experiment experiment, Consumer<ShardMessage> out) {
        this.order = order;
        this.experiment = experiment;
        this.out = out;
    }

    void run() {
        long reportedNanos = System.nanoTime();
        PrimitiveIterator.OfLong next = order.seeds().iterator();
        while (next.hasNext() && !(failed && order.untilFailure())) {
            seed(next.nextLong());
            if (System.nanoTime() - reportedNanos > REPORT_NANOS) {
                reportedNanos = System.nanoTime();
                progress();
            }
        }
        progress();
        out.accept(new ShardMessage.Finished());
    }

    private void progress() {
        out.accept(new ShardMessage.Progress(seeds, simulatedNanos, hash));
    }

    private void seed(long seed) {
        Outcome outcome = Outcome.of(experiment.scenario(), order.trial(seed));
        seeds++;
        simulatedNanos += outcome.simulated().toNanos();
        hash += mixed(seed, outcome.hash());
        switch (outcome) {
            case Outcome.Failed failure -> failed(failure);
            case Outcome.Passed passed -> {
                if (seed % TWICE_EVERY == 0) {
                    again(passed);
                }
            }
        }
        if (seed % SAMPLE_EVERY == 0) {
            out.accept(new ShardMessage.Sample(seed, outcome.hash()));
        }
    }

    /** So that the sum over all seeds does not depend on their order. */
    private static long mixed(long seed, long hash) {
        return Long.rotateLeft(hash ^ seed * 0x9E3779B97F4A7C15L, 17) * 0xBF58476D1CE4E5B9L;
    }

    private void again(Outcome.Passed first) {
        if (Outcome.of(experiment.scenario(), first.trial()).hash() != first.hash()) {
            failed = true;
            long seed = first.trial().seed();
            String report = "seed " + seed + " left two different traces in one process: "
                    + Difference.first(
                            Steps.of(experiment.scenario(), first.trial()),
                            Steps.of(experiment.scenario(), first.trial()));
            out.accept(new ShardMessage.Found(seed, NOT_DETERMINISTIC, "", 0, report));
        }
    }

    private void failed(Outcome.Failed failure) {
        failed = true;
        long seed = failure.trial().seed();
        if (!reported.add(failure.kind())) {
            out.accept(new ShardMessage.Found(seed, failure.kind(), "", 0, ""));
            return;
        }
        Outcome.Failed small = failure.shrunk(experiment.scenario());
        String report = small.report(experiment.scenario(), experiment.java(), order.again(seed));
        out.accept(new ShardMessage.Found(
                seed,
                failure.kind(),
                small.plan().toString(),
                small.plan().episodes().size(),
                report));
    }
}
