package dev.parley.jvm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A virtual thread that runs one batch after the other and rests in between. When a batch blocks, the carrier is free
 * for the worker that is coming; this one goes on with its batch when the block is over.
 *
 * <p>What its batches hand over goes into its own {@link Ring}, without a fence and, if it is the only one there,
 * without waking anybody: the worker itself will run it next. Another worker is woken for a second one, and for the
 * only one when the batch says that it blocks. For a block that nobody announced the {@link Sampler} does it.
 *
 * <p>Threading: {@link #ticks} any thread; {@link #resume} belongs to the holder of {@code coming}; the rest to the
 * worker's thread.
 *
 * <p>Failure: a batch that throws is reported and forgotten; the worker goes on.
 */
final class Worker implements Runnable {
    private static final ThreadLocal<@Nullable Worker> CURRENT = new ThreadLocal<>();
    private static final VarHandle TICKS;

    /** One batch of so many is from outside, and one from an exposed ring, however many there are elsewhere. */
    private static final int FORSAKEN_EVERY = 64;

    /** More than lie between here and the shared queue. */
    private static final int REHEARSAL_FRAMES = 8;

    /** Some ten seconds of work. */
    private static final int RETIRES_AFTER_SLICES = 8_192;

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
    private final Queue<Runnable> rehearsal = new ConcurrentLinkedQueue<>();
    private final Slice slice = new Slice();
    private @Nullable Ring ring;
    private int slices;
    private long ticks; // the sampler reads it through TICKS

    Worker(Workers workers, ThreadFactory factory) {
        this.workers = workers;
        thread = factory.newThread(this);
    }

    /** The worker of these on whose thread this code runs, or null. */
    static @Nullable Worker current(Workers workers) {
        Worker current = CURRENT.get();
        return current != null && current.workers == workers ? current : null;
    }

    /** Takes what its batch hands over; where the stack ends before that, it has not taken it. */
    void keep(Runnable batch) {
        Ring own = ring == null ? claimRing() : ring;
        int held = own == null ? Ring.CAPACITY : own.offer(batch);
        if (own == null || held == Ring.CAPACITY) {
            rehearse(batch, REHEARSAL_FRAMES);
            workers.submit(batch);
            return;
        }
        try {
            makeKnown(batch, own, held);
        } catch (StackOverflowError _) {
            // it is in the ring: this worker comes to it when its batch has failed
        }
    }

    /** The shared queue may have taken what it throws at: if the stack ends, then here, where nothing has happened. */
    private void rehearse(Runnable batch, int frames) {
        if (frames > 0) {
            rehearse(batch, frames - 1);
        } else {
            rehearsal.add(batch);
            rehearsal.clear();
        }
    }

    private void makeKnown(Runnable batch, Ring own, int held) {
        if (held == 0) {
            workers.keepsOne();
        } else if (held > 1 || !own.tookLast(batch)) {
            // no fence: if the coming worker is seen that just finds nothing, this one will run both
            workers.wake();
        }
        // else the batch that ends now queues behind one other, which its worker takes at once
    }

    private @Nullable Ring claimRing() {
        ring = workers.claimRing();
        return ring;
    }

    /** Its batch is going to block. */
    void blocks() {
        if (ring != null && !ring.isEmpty()) {
            ring.expose();
            workers.wake();
        }
    }

    /** Its batch goes on. */
    void goesOn() {
        if (ring != null) {
            ring.cover();
        }
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
            while (workers.isOpen() && (serve() ? stepAside() : rest())) {}
        } finally {
            giveRingBack();
            workers.ended(this, coming);
        }
    }

    /** It is empty, unless the worker ends by an error of the JVM or because all end. */
    private void giveRingBack() {
        Ring own = ring;
        if (own == null) {
            return;
        }
        for (Runnable left = own.take(); left != null; left = own.take()) {
            workers.submit(left);
        }
        ring = null;
        workers.ready().rings().release(own);
    }

    /**
     * Runs one batch after the other until its time on the carrier is over; false when there was none left.
     *
     * <p>It returns that often, and a worker retires, because a loop that goes on for ever may stay for ever in
     * compiled code that the JVM has given up, whose calls are not linked anew: when a method called there is compiled
     * again, that loop alone goes on to have it interpreted.
     */
    private boolean serve() {
        while (workers.isOpen()) {
            if (!turn()) {
                return false;
            }
            if (slice.isToBeChecked()) {
                goesOn();
                if (slice.isOver(workers.othersWait())) {
                    return true;
                }
            }
        }
        return true;
    }

    /** Looks for a batch and runs it. False when there was none; then this worker is not coming any more. */
    private boolean turn() {
        if (coming && workers.carrierIsWanted()) {
            return false;
        }
        Runnable batch = find();
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

    private @Nullable Runnable find() {
        Runnable forsaken = findForsaken();
        if (forsaken != null) {
            blocks(); // it may, and would keep what is in the ring waiting
            return forsaken;
        }
        Runnable own = ring == null ? null : ring.take();
        if (own == null) {
            return workers.ready().poll();
        }
        if (slice.areBatchesLong()) {
            blocks(); // as it were, for what waits behind it
        }
        return own;
    }

    /** Looks now and then at one and the other place where batches would wait for ever if all had enough to do. */
    private @Nullable Runnable findForsaken() {
        return switch ((int) (ticks % FORSAKEN_EVERY)) {
            case 0 -> workers.ready().pollExposed();
            case FORSAKEN_EVERY / 2 -> workers.ready().pollShared();
            default -> null;
        };
    }

    /** Gives the carrier to other virtual threads if there are any; false when this worker has served long enough. */
    private boolean stepAside() {
        if (workers.othersWait()) {
            workers.stepAside();
        }
        slice.begin();
        return ++slices < RETIRES_AFTER_SLICES;
    }

    /** Parks until it is made the coming one; false when enough others rest. */
    private boolean rest() {
        coming = false;
        giveRingBack();
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
