package dev.parley.jvm;

import dev.parley.Cancellable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One task and its time.
 *
 * <pre>
 *   QUEUED --taken--> ARMED --due--> OVER (handed over)
 *     |                 |
 *     +-----cancel------+----------> OVER (task forgotten)
 * </pre>
 *
 * An alarm cancelled while QUEUED leaves its place in the table, or stays in the inbox and is discarded there; one
 * cancelled while ARMED goes into the inbox again, for the timer thread to unlink it. So it is in the inbox once at
 * most.
 *
 * <p>Threading: any thread cancels; the rest is the timer thread's.
 */
final class Alarm implements Cancellable {
    /** Of {@link #slot}: in no list of the wheel. */
    static final int NOWHERE = -1;

    private static final int QUEUED = 0;
    private static final int ARMED = 1;
    private static final int OVER = 2;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Alarm.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final TimerInbox inbox;
    private final long dueNanos;

    @SuppressWarnings({"unused", "FieldMayBeFinal"}) // written through STATE
    private volatile int state = QUEUED;

    /** Belongs to whoever made the state OVER. */
    private @Nullable Runnable task;

    // the inbox: written before the push
    @Nullable
    Alarm below;

    int depth;

    /** In the table of the inbox; written by who puts it there, before who may cancel it has it. */
    int place = Spots.NOWHERE;

    // the wheel: timer thread only
    @Nullable
    Alarm previous;

    @Nullable
    Alarm next;

    int slot = NOWHERE;

    Alarm(TimerInbox inbox, long dueNanos, Runnable task) {
        this.inbox = inbox;
        this.dueNanos = dueNanos;
        this.task = task;
    }

    /** On the time line of the wheel. */
    long dueNanos() {
        return dueNanos;
    }

    @Override
    public void cancel() {
        if (STATE.compareAndSet(this, QUEUED, OVER)) {
            task = null;
            inbox.forget(this);
        } else if (STATE.compareAndSet(this, ARMED, OVER)) {
            task = null;
            inbox.pushCancelled(this);
        }
    }

    /** False when it was cancelled. */
    boolean arm() {
        return STATE.compareAndSet(this, QUEUED, ARMED);
    }

    /** The task, to be handed over now; null when it was cancelled. */
    @Nullable
    Runnable end() {
        if (!STATE.compareAndSet(this, ARMED, OVER)) {
            return null;
        }
        Runnable due = task;
        task = null;
        return due;
    }
}
