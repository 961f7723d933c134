package dev.parley.cli.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Runs the seeds of an {@link Order} in several processes at once, then has another one, whose JVM has other flags,
 * repeat some of them, and compares the traces.
 *
 * <p>Threading: {@link #run} on one thread; it starts one thread for each process.
 */
final class Campaign {
    /** Repeated in a JVM with other flags, at most. */
    private static final int MOST_SAMPLES = 32;

    private final Order order;
    private final int processes;
    private final @Nullable Path planted;
    private final Tally tally;

    /** {@code planted}: a folder with changed classes, or null. */
    Campaign(Order order, int processes, @Nullable Path planted, Tally tally) {
        this.order = order;
        this.processes = (int) Math.max(1, Math.min(processes, order.seeds().count()));
        this.planted = planted;
        this.tally = tally;
    }

    /** Returns when all is done; what was found is in the tally. */
    void run() throws IOException, InterruptedException {
        List<ShardProcess> started = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                awaitFirstFailure(start(started, threads));
            } finally {
                started.forEach(ShardProcess::close); // before the threads are waited for, which read what they say
            }
        }
        if (planted == null) {
            compareSamples();
        }
    }

    private CompletionService<Void> start(List<ShardProcess> started, ExecutorService threads) throws IOException {
        CompletionService<Void> running = new ExecutorCompletionService<>(threads);
        for (int i = 0; i < processes; i++) {
            int shard = i;
            ShardProcess process =
                    ShardProcess.start(order.withSeeds(order.seeds().share(shard, processes)), planted);
            started.add(process);
            Future<Void> _ = running.submit(() -> {
                process.await(message -> tally.take(shard, message));
                return null;
            });
        }
        return running;
    }

    /** Waits for all of them, in the order in which they end: of one that failed nobody waits for the others. */
    private void awaitFirstFailure(CompletionService<Void> running) throws IOException, InterruptedException {
        for (int i = 0; i < processes; i++) {
            try {
                running.take().get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException ended) {
                    throw ended;
                }
                throw new IOException("a simulating process cannot be followed: " + e.getCause(), e);
            }
        }
    }

    // ---- the same seeds in another JVM

    private void compareSamples() throws IOException, InterruptedException {
        Map<Long, Long> here = tally.samples();
        long first = Math.ceilDiv(order.seeds().first(), Shard.SAMPLE_EVERY) * Shard.SAMPLE_EVERY;
        long last = Math.min(order.seeds().last(), first + (MOST_SAMPLES - 1L) * Shard.SAMPLE_EVERY);
        Seeds seeds = new Seeds(first, last, Shard.SAMPLE_EVERY);
        if (seeds.count() == 0) {
            return;
        }
        Map<Long, Long> there = new ConcurrentHashMap<>();
        try (ShardProcess witness = ShardProcess.startWitness(order.withSeeds(seeds), null)) {
            witness.await(message -> {
                if (message instanceof ShardMessage.Sample(long seed, long hash)) {
                    there.put(seed, hash);
                }
            });
        }
        for (Map.Entry<Long, Long> sample : there.entrySet()) {
            Long hash = here.get(sample.getKey());
            if (hash != null && !hash.equals(sample.getValue())) {
                differs(sample.getKey());
            }
        }
    }

    private void differs(long seed) throws IOException, InterruptedException {
        String report = "seed " + seed + " left another trace in a JVM with other flags: "
                + Difference.first(steps(seed, false), steps(seed, true));
        tally.add(new ShardMessage.Found(seed, Shard.NOT_DETERMINISTIC, "", 0, report));
    }

    private List<String> steps(long seed, boolean witness) throws IOException, InterruptedException {
        Path file = Files.createTempFile("parley-steps-", ".txt");
        try (ShardProcess process =
                ShardProcess.startForSteps(order.withSeeds(Seeds.range(seed, 1)), null, file, witness)) {
            process.awaitEnd();
            return Files.readAllLines(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
