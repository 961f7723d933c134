package dev.parley.cli.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What all shards have said so far.
 *
 * <p>Threading: any thread.
 */
final class Tally {
    private final Map<Integer, ShardMessage.Progress> progress = new HashMap<>();
    private final Map<Long, Long> samples = new TreeMap<>();
    private final List<ShardMessage.Found> found = new ArrayList<>();

    synchronized void take(int shard, ShardMessage message) {
        switch (message) {
            case ShardMessage.Progress now -> progress.put(shard, now);
            case ShardMessage.Sample(long seed, long hash) -> samples.put(seed, hash);
            case ShardMessage.Found failure -> found.add(failure);
            case ShardMessage.Finished() -> {}
        }
    }

    synchronized void add(ShardMessage.Found failure) {
        found.add(failure);
    }

    synchronized long seeds() {
        return progress.values().stream()
                .mapToLong(ShardMessage.Progress::seeds)
                .sum();
    }

    synchronized double simulatedSeconds() {
        return progress.values().stream()
                        .mapToLong(ShardMessage.Progress::simulatedNanos)
                        .sum()
                / 1e9;
    }

    /** Of all traces, whatever their order. */
    synchronized long hash() {
        return progress.values().stream().mapToLong(ShardMessage.Progress::hash).sum();
    }

    /** The traces of some seeds, to be compared. */
    synchronized Map<Long, Long> samples() {
        return Map.copyOf(samples);
    }

    /** In the order of their seeds. */
    synchronized List<ShardMessage.Found> found() {
        return found.stream()
                .sorted(java.util.Comparator.comparingLong(ShardMessage.Found::seed))
                .toList();
    }
}
