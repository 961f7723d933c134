package dev.parley.spi;

import dev.parley.Result;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Where the answer of one request goes: a blocked thread, a stage, an actor's mailbox, or a slot on another node. Takes
 * one answer; the first wins.
 *
 * <p>Threading: any thread.
 */
public abstract class ReplySlot {
    /** No deadline. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    private static final VarHandle DONE;

    static {
        try {
            DONE = MethodHandles.lookup().findVarHandle(ReplySlot.class, "done", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long deadlineNanos;

    @SuppressWarnings({"unused", "FieldMayBeFinal"}) // written through DONE
    private volatile boolean done;

    private volatile @Nullable Runnable afterwards;

    private volatile @Nullable Asker holder;
    private volatile boolean putOff;

    /** {@code deadlineNanos}: on the node's monotonic clock, or {@link #NO_DEADLINE}. */
    protected ReplySlot(long deadlineNanos) {
        this.deadlineNanos = deadlineNanos;
    }

    /** When the asker stops waiting, on this node's monotonic clock. */
    public final long deadlineNanos() {
        return deadlineNanos;
    }

    /** Whether it has its answer. */
    public final boolean isDone() {
        return done;
    }

    /** Says which actor has to answer: it has the request in its mailbox, handles it, or has put it off. */
    public final void heldBy(@Nullable Asker actor) {
        holder = actor;
    }

    /** The actor that has to answer, as far as it lives in this process. */
    public final @Nullable Asker holder() {
        return holder;
    }

    /** The turn in which the request was handled has ended, or will, without an answer: that comes later. */
    public final void putOff() {
        putOff = true;
    }

    /** Whether it was handled in this process and put off. */
    final boolean isPutOff() {
        return putOff;
    }

    /** The actor that is blocked until the answer is there; null when nobody is. */
    public @Nullable Asker asker() {
        return null;
    }

    /** Gives the answer. False when there was one already: the caller counts it as a drop. */
    public final boolean complete(Result<?> result) {
        if (!DONE.compareAndSet(this, false, true)) {
            return false;
        }
        settle(result);
        Runnable cleanUp = afterwards;
        if (cleanUp != null) {
            cleanUp.run();
        }
        return true;
    }

    /** Runs {@code cleanUp} when the answer is there, at once if it is already. It may run twice. */
    public final void onceDone(Runnable cleanUp) {
        afterwards = cleanUp;
        if (done) {
            cleanUp.run();
        }
    }

    /**
     * The request came to its turn when nobody waited for an answer any more, and {@code behind} messages wait behind
     * it. Whoever is far away and can be told is told; here nobody is.
     */
    public void expired(int behind) {}

    /** Hands the answer to the asker; called once. */
    protected abstract void settle(Result<?> result);
}
