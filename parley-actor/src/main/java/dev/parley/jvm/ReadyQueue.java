package dev.parley.jvm;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The batches that wait for a worker: those from outside in one queue, those of the workers in their rings.
 *
 * <p>Threading: any thread.
 */
final class ReadyQueue {
    private final ConcurrentLinkedQueue<Runnable> shared = new ConcurrentLinkedQueue<>();
    private final Rings rings = new Rings();

    /** Takes a batch of a thread without a ring. */
    void add(Runnable batch) {
        shared.add(batch);
    }

    /** A batch that came from outside; null when there is none. */
    @Nullable
    Runnable pollShared() {
        return shared.poll();
    }

    /** A batch of a worker that may not come back to it for long; null when there is none. */
    @Nullable
    Runnable pollExposed() {
        return rings.stealExposed();
    }

    /** A batch that any thread may have, those from outside first; null when there is none. */
    @Nullable
    Runnable poll() {
        Runnable batch = shared.poll();
        return batch == null ? rings.steal() : batch;
    }

    /** Whether there is a batch that any thread may have. */
    boolean isOpen() {
        return !shared.isEmpty() || rings.areOpen();
    }

    /** Whether there is none at all, not even one that its worker keeps for itself. */
    boolean isEmpty() {
        return shared.isEmpty() && rings.areEmpty();
    }

    Rings rings() {
        return rings;
    }

    /** Forgets what came from outside; the workers' own ends with them. */
    void clear() {
        shared.clear();
    }
}
