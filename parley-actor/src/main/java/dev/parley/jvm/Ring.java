package dev.parley.jvm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The batches that one worker handed over, first in first out. What its batches make ready it runs next itself, on a
 * core where all of it is warm, and without waking anybody; others may take what it leaves lying.
 *
 * <p>Others take from two batches on. They take the last one only when the ring is exposed: its owner blocks, or has
 * not come back to it for long.
 *
 * <p>Threading: {@link #offer}, {@link #take}, {@link #tookLast}, {@link #cover} and {@link #clear} belong to the
 * owner, the rest to any thread. What the owner wrote before an offer is seen by whoever takes the batch.
 *
 * <p>Limits: {@value #CAPACITY} batches. As many that were taken stay reachable until {@link #clear}.
 *
 * <p>Source: the FIFO ring of Go's scheduler ({@code runqput}, {@code runqget} in runtime/proc.go), which descends from
 * Blumofe and Leiserson, "Scheduling Multithreaded Computations by Work Stealing" (1999).
 */
final class Ring {
    static final int CAPACITY = 256;

    private static final int MASK = CAPACITY - 1;
    private static final VarHandle HEAD;
    private static final VarHandle TAIL;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(Ring.class, "head", long.class);
            TAIL = lookup.findVarHandle(Ring.class, "tail", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int index;
    private final @Nullable Runnable[] slots = new @Nullable Runnable[CAPACITY];

    /** How many were ever taken. Never reset: a taker that was away for long must find it changed. */
    @SuppressWarnings({"unused", "FieldMayBeFinal"}) // written through HEAD
    private volatile long head;

    /** How many were ever offered. */
    @SuppressWarnings("FieldMayBeFinal") // written through TAIL
    private long tail;

    private volatile boolean exposed;

    // the owner's
    private long cleared; // up to where taken batches were forgotten
    private long running; // which one the owner took last

    /** {@code index}: its place among the rings. */
    Ring(int index) {
        this.index = index;
    }

    int index() {
        return index;
    }

    /** How many it held before; it has not taken the batch if these are {@link #CAPACITY}. */
    @SuppressWarnings("ReferenceEquality") // a batch is itself and no other
    int offer(Runnable batch) {
        long end = tail;
        int held = (int) (end - (long) HEAD.getAcquire(this));
        if (held < CAPACITY) {
            int slot = (int) end & MASK;
            if (slots[slot]
                    != batch) { // two that talk in turns meet their own slots again: no barrier of the collector
                slots[slot] = batch;
            }
            TAIL.setRelease(this, end + 1);
        }
        return held;
    }

    /** Whether the owner took this batch last, and so may be running it. */
    @SuppressWarnings("ReferenceEquality") // as above
    boolean tookLast(Runnable batch) {
        return slots[(int) running & MASK] == batch;
    }

    /** The oldest batch, for the owner; null when there is none. */
    @Nullable
    Runnable take() {
        while (true) {
            long first = (long) HEAD.getAcquire(this);
            if (first == tail) {
                return null;
            }
            if (HEAD.compareAndSet(this, first, first + 1)) {
                running = first;
                return slots[(int) first & MASK]; // only the owner writes there
            }
        }
    }

    /** The oldest batch, for others; null when there is none that they may have. */
    @Nullable
    Runnable steal() {
        int atLeast = exposed ? 1 : 2;
        while (true) {
            long first = (long) HEAD.getAcquire(this);
            if ((long) TAIL.getAcquire(this) - first < atLeast) {
                return null;
            }
            // the owner may write another one here meanwhile, but then the exchange fails
            Runnable batch = slots[(int) first & MASK];
            if (HEAD.compareAndSet(this, first, first + 1)) {
                return batch;
            }
        }
    }

    boolean isEmpty() {
        return held() == 0;
    }

    /** Whether others may take one. */
    boolean isOpen() {
        long held = held();
        return held > 1 || (held == 1 && exposed);
    }

    boolean isExposed() {
        return exposed;
    }

    private long held() {
        long first = (long) HEAD.getAcquire(this);
        return (long) TAIL.getAcquire(this) - first;
    }

    /** How many were ever taken. */
    long taken() {
        return head;
    }

    /** Lets others have the last one too; call {@code Workers.wake} after it. */
    void expose() {
        exposed = true;
    }

    /** The owner is back. */
    void cover() {
        if (exposed) {
            exposed = false;
        }
    }

    /** Forgets the batches that were taken. It must be empty. */
    void clear() {
        exposed = false;
        for (long i = Math.max(cleared, tail - CAPACITY); i < tail; i++) {
            slots[(int) i & MASK] = null;
        }
        cleared = tail;
    }
}
