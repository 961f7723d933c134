package dev.parley.stress;

import dev.parley.Cancellable;
import dev.parley.spi.Dispatcher;
import dev.parley.spi.Entropy;
import dev.parley.spi.Environment;
import dev.parley.spi.NodeClock;
import dev.parley.spi.Timers;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A world in which nothing moves by itself: batches are not run and timers do not fire. It notes what each thread
 * handed over, so that one instance serves all states of a test.
 *
 * <p>Threading: any thread; each sees its own notes.
 */
public final class StillEnvironment implements Environment, Dispatcher, Timers, NodeClock {
    /** A timer, for the test to fire. */
    public static final class Alarm implements Cancellable {
        private final Runnable task;
        private volatile boolean cancelled;

        private Alarm(Runnable task) {
            this.task = task;
        }

        /** Does what the dispatcher would when the time has come. */
        public void fire() {
            task.run();
        }

        /** Whether it was taken back. */
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    /** What one thread handed over. */
    private static final class Notes {
        private int batches;
        private @Nullable Alarm alarm;
    }

    /** Nothing here is left to chance. */
    private static final Entropy FIXED = new Entropy() {
        @Override
        public RandomGenerator stream(String purpose) {
            return new SplittableRandom(purpose.hashCode());
        }

        @Override
        public void secure(byte[] out) {
            throw new UnsupportedOperationException("nothing here is a secret");
        }
    };

    private final ThreadLocal<Notes> notes = ThreadLocal.withInitial(Notes::new);

    /** An environment in which nothing was handed over yet. */
    public StillEnvironment() {}

    /** How many batches this thread handed over since it last asked. */
    public int batches() {
        Notes own = notes.get();
        int batches = own.batches;
        own.batches = 0;
        return batches;
    }

    /** The newest alarm that this thread set since it last asked; null when there is none. */
    public @Nullable Alarm alarm() {
        Notes own = notes.get();
        Alarm alarm = own.alarm;
        own.alarm = null;
        return alarm;
    }

    @Override
    public void execute(Runnable batch) {
        notes.get().batches++;
    }

    @Override
    public Cancellable after(long delayNanos, Runnable task) {
        Alarm alarm = new Alarm(task);
        notes.get().alarm = alarm;
        return alarm;
    }

    @Override
    public int batchMessages() {
        return 256;
    }

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public Instant wall() {
        return Instant.EPOCH;
    }

    @Override
    public NodeClock clock() {
        return this;
    }

    @Override
    public Timers timers() {
        return this;
    }

    @Override
    public Dispatcher dispatcher() {
        return this;
    }

    @Override
    public Entropy entropy() {
        return FIXED;
    }

    @Override
    public void await(BooleanSupplier done) {
        throw new UnsupportedOperationException("nothing here moves, so nobody may wait for it");
    }

    @Override
    public void wake(Thread waiting) {}

    @Override
    public void fork(Runnable slow) {
        throw new UnsupportedOperationException("nothing here is slow");
    }

    @Override
    public void close() {}
}
