package dev.parley.fuzz;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Rounds of one target, until enough inputs were tried, the time is over or something was found.
 *
 * <p>Threading: the rounds run on a thread of their own; the caller waits and watches. Failure: a round that takes
 * {@value #PATIENCE_SECONDS} seconds hangs, and is reported with the stack of its thread.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // the worker is the one writer
final class Campaign {
    private static final int PATIENCE_SECONDS = 60;

    private final Target target;
    private final long seed;
    private volatile long round;
    private volatile long inputs;
    private volatile long accepted;
    private volatile long cpuNanos;
    private volatile @Nullable String finding;

    /** What was done. */
    record Outcome(
            Target target, long inputs, long accepted, double seconds, double cpuSeconds, Optional<String> finding) {}

    Campaign(Target target, long seed) {
        this.target = target;
        this.seed = seed;
    }

    /** Runs rounds from number {@code first} on, until so many inputs were tried or the time is over. */
    Outcome run(long first, long mostInputs, long mostNanos) throws InterruptedException {
        long begin = System.nanoTime();
        CountDownLatch done = new CountDownLatch(1);
        Thread worker = Thread.ofPlatform()
                .daemon()
                .name("fuzz-" + target.title())
                .start(() -> {
                    try {
                        work(first, mostInputs, begin + mostNanos);
                    } catch (Throwable broken) { // the fuzzer itself; the caller waits for a word
                        finding = target.title() + ": the fuzzer broke: " + broken;
                    } finally {
                        done.countDown();
                    }
                });
        long seen = -1;
        while (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            if (round == seen) {
                finding = hanging(worker);
                break;
            }
            seen = round;
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Outcome(target, inputs, accepted, seconds, cpuNanos / 1e9, Optional.ofNullable(finding));
    }

    private String hanging(Thread worker) {
        StringBuilder text = new StringBuilder(target.title() + ", round " + round + " of seed " + seed + " hangs")
                .append(System.lineSeparator())
                .append("  again: ")
                .append(new Round(target, seed, round).command());
        for (StackTraceElement frame : worker.getStackTrace()) {
            text.append(System.lineSeparator()).append("    at ").append(frame);
        }
        return text.toString();
    }

    private void work(long first, long mostInputs, long deadline) {
        Maker maker = target.maker();
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        round = first;
        while (finding == null && inputs < mostInputs && deadline - System.nanoTime() > 0) {
            Round.Result result = new Round(target, seed, round).run(maker);
            inputs = inputs + result.inputs();
            accepted = accepted + result.accepted();
            cpuNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
            finding = result.finding().map(Round.Report::text).orElse(null);
            round = round + 1;
        }
    }
}
