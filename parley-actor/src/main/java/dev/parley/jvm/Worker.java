package dev.parley.jvm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A virtual thread that runs one batch after the other and rests in between. When a batch blocks, the carrier is free
 * for the worker that is coming; this one goes on with its batch when the block is over.
 *
 * <p>Threading: {@link #run} belongs to the worker's thread; {@link #resume} to the holder of {@code coming}.
 *
 * <p>Failure: a batch that throws is reported and forgotten; the worker goes on.
 */
final class Worker implements Runnable {
    private static final ThreadLocal<@Nullable Worker> CURRENT = new ThreadLocal<>();
    private static final VarHandle TICKS;

    static {
        try {
            TICKS = MethodHandles.lookup().findVarHandle(Worker.class, "ticks", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Workers workers;
    private final Thread thread;

    // written before the push, read by whoever pops
    private @Nullable Worker below;
    private int depth;
    private volatile boolean resting;

    // the worker's thread only
    private boolean coming = true;
    private final Slice slice = new Slice();
    private long ticks; // the sampler reads it through TICKS

    Worker(Workers workers, ThreadFactory factory) {
        this.workers = workers;
        thread = factory.newThread(this);
    }

    /** Whether this code runs on one of those workers. */
    static boolean isOneOf(Workers workers) {
        Worker current = CURRENT.get();
        return current != null && current.workers == workers;
    }

    Thread thread() {
        return thread;
    }

    /** How many batches it began; may be out of date. */
    long ticks() {
        return (long) TICKS.getOpaque(this);
    }

    /** Ends a rest. Whoever calls made this worker the one that is coming. */
    void resume() {
        below = null;
        resting = false;
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        slice.begin();
        CURRENT.set(this);
        Thread.currentThread().setContextClassLoader(workers.classLoader());
        try {
            while (workers.isOpen() && (turn() ? pause() : rest())) {}
        } finally {
            workers.ended(this, coming);
        }
    }

    /** Looks for a batch and runs it. False when there was none; then this worker is not coming any more. */
    private boolean turn() {
        if (coming && workers.carrierIsWanted()) {
            return false;
        }
        Runnable batch = workers.ready().poll();
        if (batch == null) {
            coming = coming && workers.arrivedInVain();
            return coming;
        }
        if (coming) {
            coming = false;
            workers.arrived();
        }
        TICKS.setOpaque(this, ticks + 1);
        Guarded.run(batch);
        return true;
    }

    /** Lets other virtual threads have the carrier when this one had it for long. */
    private boolean pause() {
        if (slice.isOver()) {
            workers.stepAside();
            slice.begin();
        }
        return true;
    }

    /** Parks until it is made the coming one; false when enough others rest. */
    private boolean rest() {
        coming = false;
        if (!workers.mayRest()) {
            return false;
        }
        resting = true;
        workers.rests(this);
        while (resting) {
            LockSupport.park(this);
            if (Thread.interrupted() && !workers.isOpen()) {
                return false;
            }
        }
        coming = true;
        slice.begin();
        return true;
    }

    void restsOn(@Nullable Worker other) {
        below = other;
        depth = other == null ? 1 : other.depth + 1;
    }

    @Nullable
    Worker below() {
        return below;
    }

    int depth() {
        return depth;
    }
}
