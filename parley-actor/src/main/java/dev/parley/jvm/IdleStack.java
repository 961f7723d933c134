package dev.parley.jvm;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Resting workers, the one that rested last on top: its stack and caches are warm.
 *
 * <p>Threading: any thread pushes; only the holder of {@code coming} pops. With one popper no worker can leave and come
 * back between another popper's read and its exchange, so the stack needs no version against ABA.
 *
 * <p>Source: Treiber, "Systems Programming: Coping with Parallelism" (1986).
 */
final class IdleStack {
    private final AtomicReference<@Nullable Worker> top = new AtomicReference<>();

    void push(Worker worker) {
        Worker below;
        do {
            below = top.get();
            worker.restsOn(below);
        } while (!top.compareAndSet(below, worker));
    }

    @Nullable
    Worker pop() {
        while (true) {
            Worker worker = top.get();
            if (worker == null || top.compareAndSet(worker, worker.below())) {
                return worker;
            }
        }
    }

    /** How many rest; may be out of date. */
    int depth() {
        Worker worker = top.get();
        return worker == null ? 0 : worker.depth();
    }

    boolean isEmpty() {
        return top.get() == null;
    }
}
