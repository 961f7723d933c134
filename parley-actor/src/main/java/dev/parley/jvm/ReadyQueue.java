package dev.parley.jvm;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The batches that wait for a worker, first in first out.
 *
 * <p>Threading: any thread.
 *
 * <p>Limits: one queue for all workers, measured on two cores only. Rings of the workers' own, with stealing, would
 * stand in front of it.
 */
final class ReadyQueue {
    private final ConcurrentLinkedQueue<Runnable> shared = new ConcurrentLinkedQueue<>();

    void add(Runnable batch) {
        shared.add(batch);
    }

    @Nullable
    Runnable poll() {
        return shared.poll();
    }

    boolean isEmpty() {
        return shared.isEmpty();
    }

    void clear() {
        shared.clear();
    }
}
