package dev.parley.jvm;

import dev.parley.spi.Timers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The places of actors that run apart: knows them all, so that closing ends them, and sees to it that what an executor
 * forgets is run elsewhere.
 *
 * <p>Threading: any thread.
 *
 * <p>Limits: looks once a second for executors that have terminated, as long as there are actors on such ones.
 */
final class Places {
    private static final long LOOK_NANOS = 1_000_000_000;

    private final Set<OwnThread> threads = ConcurrentHashMap.newKeySet();
    private final Set<OnExecutor> onExecutors = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final Consumer<Runnable> elsewhere;
    private final Consumer<Thread> starter;
    private final @Nullable ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
    private volatile @Nullable Timers timers;
    private volatile boolean open = true;

    /**
     * No places yet.
     *
     * @param elsewhere runs what cannot run in its place
     * @param starter starts a thread, or fails as {@link Thread#start} does
     */
    Places(Consumer<Runnable> elsewhere, Consumer<Thread> starter) {
        this.elsewhere = elsewhere;
        this.starter = starter;
    }

    /** From now on looks for terminated executors. */
    void lookBy(Timers given) {
        timers = given;
    }

    OwnThread onThread(String name) {
        return new OwnThread(this, name);
    }

    OnExecutor on(Executor executor, String who) {
        return new OnExecutor(this, executor, who);
    }

    /** The first batch of a place is on its way. */
    void entered(OnExecutor place) {
        onExecutors.add(place);
        if (place.canTerminate()) {
            lookSoon();
        }
    }

    private void lookSoon() {
        Timers clock = timers;
        if (clock != null && open && looking.compareAndSet(false, true)) {
            clock.after(LOOK_NANOS, this::look);
        }
    }

    private void look() {
        onExecutors.forEach(OnExecutor::look);
        looking.set(false);
        if (onExecutors.stream().anyMatch(OnExecutor::canTerminate)) {
            lookSoon();
        }
    }

    /** Starts the thread of a place; false when all is closed. */
    boolean start(OwnThread place) {
        // first known, then asked whether open: close() finds it, or it is not started
        threads.add(place);
        boolean started = false;
        try {
            if (open) {
                starter.accept(place.thread());
                started = true;
            }
        } finally {
            if (!started) {
                threads.remove(place);
            }
        }
        return started;
    }

    void left(OwnThread place) {
        threads.remove(place);
    }

    void left(OnExecutor place) {
        onExecutors.remove(place);
    }

    void runElsewhere(Runnable batch) {
        elsewhere.accept(batch);
    }

    boolean isOpen() {
        return open;
    }

    @Nullable
    ClassLoader classLoader() {
        return classLoader;
    }

    /** Runs no more batches. Returns the threads that end now; those of executors are interrupted and stay. */
    List<Thread> close() {
        open = false;
        List<Thread> ending = new ArrayList<>();
        threads.forEach(place -> ending.add(place.thread()));
        onExecutors.forEach(OnExecutor::interrupt);
        return ending;
    }
}
