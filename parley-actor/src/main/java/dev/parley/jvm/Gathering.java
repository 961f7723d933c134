package dev.parley.jvm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Batches that a thread outside of the workers hands over together, so that one wake-up serves them all.
 *
 * <p>Threading: that thread.
 */
final class Gathering {
    private static final ThreadLocal<@Nullable Gathering> CURRENT = new ThreadLocal<>();

    private final Workers workers;
    private final List<Runnable> batches = new ArrayList<>();
    private boolean open;

    private Gathering(Workers workers) {
        this.workers = workers;
    }

    /** Runs this; what it hands to these workers they are given when it is over. */
    static void during(Workers workers, Runnable handingOver) {
        Gathering own = of(workers);
        if (own == null) {
            own = new Gathering(workers);
            CURRENT.set(own);
        }
        boolean isOutermost = !own.open;
        own.open = true;
        try {
            handingOver.run();
        } finally {
            if (isOutermost) {
                own.open = false;
                own.handOver();
            }
        }
    }

    /** Whether this thread gathers for these workers, and so has taken the batch. */
    static boolean takes(Workers workers, Runnable batch) {
        Gathering own = of(workers);
        return own != null && own.open && own.batches.add(batch);
    }

    /** The thread is about to wait, perhaps for something among what it has gathered. */
    static void release(Workers workers) {
        Gathering own = of(workers);
        if (own != null) {
            own.handOver();
        }
    }

    private static @Nullable Gathering of(Workers workers) {
        Gathering current = CURRENT.get();
        return current != null && current.workers == workers ? current : null;
    }

    private void handOver() {
        if (!batches.isEmpty()) {
            workers.submit(batches);
            batches.clear();
        }
    }
}
