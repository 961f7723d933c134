package dev.parley.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one cell and its "is it scheduled?" in one word: {@code top} is {@code IDLE}, the newest envelope
 * (scheduled or running), or {@code CLOSED}. A send is one compare-and-set; because offer and the scheduling question
 * are the same word, no wake-up can be lost between them.
 *
 * <p>The newest taken envelope stays in {@code top} and means "scheduled, nothing new", so taking costs one read.
 * Size is the depth of the newest minus what was consumed, plus what is stashed, exact to within one batch.
 *
 * <p>Threading: {@link #push}, {@link #wake}, {@link #queued} from any thread; the rest by the thread that runs the
 * cell. Owner fields are plain: the dispatcher hands them from one batch to the next.
 *
 * <p>Source: a Treiber stack that is taken whole and reversed, after Treiber, "Systems Programming: Coping with
 * Parallelism" (1986).
 */
final class Mailbox {
    /** What became of a push. */
    enum Push {
        /** Accepted, and the caller must hand the cell to the dispatcher. */
        SCHEDULE,
        /** Accepted; the cell is scheduled already. */
        QUEUED,
        /** Refused: at its bound. */
        FULL,
        /** Refused: the actor has ended. */
        CLOSED
    }

    private static final Envelope IDLE = new Envelope(Envelope.NOTHING, null);
    private static final Envelope CLOSED = new Envelope(Envelope.NOTHING, null);
    private static final VarHandle TOP;
    private static final VarHandle CONSUMED;
    private static final VarHandle ASIDE;
    private static final VarHandle POLLED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TOP = lookup.findVarHandle(Mailbox.class, "top", Envelope.class);
            CONSUMED = lookup.findVarHandle(Mailbox.class, "consumed", int.class);
            ASIDE = lookup.findVarHandle(Mailbox.class, "aside", int.class);
            POLLED = lookup.findVarHandle(Mailbox.class, "polled", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile Envelope top = IDLE;

    // written by the owner, read by senders for the bound and by snapshots
    @SuppressWarnings("UnusedVariable") // read and written through CONSUMED
    private int consumed;

    private int aside;
    private long polled;

    // owner
    private @Nullable Envelope taken;
    private @Nullable Envelope list;
    private @Nullable ArrayDeque<Envelope> stash;
    private @Nullable ArrayDeque<Envelope> returned;

    /** Offers an envelope; {@code bound} in messages, {@code Integer.MAX_VALUE} for what was reserved before. */
    Push push(Envelope envelope, int bound) {
        while (true) {
            Envelope newest = top;
            if (newest == CLOSED) {
                return Push.CLOSED;
            }
            boolean idle = newest == IDLE;
            int depth = idle ? (int) CONSUMED.getOpaque(this) : newest.depth;
            if (depth - (int) CONSUMED.getOpaque(this) + (int) ASIDE.getOpaque(this) >= bound) {
                return Push.FULL;
            }
            // a lost race may have left a link here, and the walk would run into consumed envelopes
            envelope.next = idle ? null : newest;
            envelope.depth = depth + 1;
            if (TOP.compareAndSet(this, newest, envelope)) {
                return idle ? Push.SCHEDULE : Push.QUEUED;
            }
        }
    }

    /** Marks an idle cell as scheduled without a message; true when the caller must hand it to the dispatcher. */
    boolean wake() {
        Envelope marker = new Envelope(Envelope.NOTHING, null);
        marker.depth = (int) CONSUMED.getOpaque(this);
        return TOP.compareAndSet(this, IDLE, marker);
    }

    /**
     * Takes in what came: the chain from the newest down to, not including, the newest taken before, reversed. Whoever
     * serves commands between this and {@link #poll} serves each command before what its sender sent after it.
     */
    void look() {
        Envelope newest = top;
        if (list == null && newest != taken && newest != IDLE && newest != CLOSED) {
            list = reverse(newest, taken);
            taken = newest;
        }
    }

    /** The next envelope of those that {@link #look} saw, unstashed ones first; null when there is none. */
    @Nullable
    Envelope poll() {
        if (returned != null && !returned.isEmpty()) {
            ASIDE.setOpaque(this, aside - 1);
            return returned.poll();
        }
        for (Envelope next = list; next != null; next = list) {
            list = next.next;
            next.next = null;
            if (!next.isMarker()) {
                consume(next);
                return next;
            }
        }
        return null;
    }

    private void consume(Envelope envelope) {
        CONSUMED.setOpaque(this, envelope.depth);
        POLLED.setOpaque(this, polled + 1);
    }

    private static @Nullable Envelope reverse(Envelope newest, @Nullable Envelope end) {
        Envelope reversed = null;
        Envelope walk = newest;
        while (walk != null && walk != end) {
            Envelope older = walk.next;
            walk.next = reversed;
            reversed = walk;
            walk = older;
        }
        return reversed;
    }

    /** Goes idle if nothing came; false when there is something to take. The next push then schedules the cell. */
    boolean tryIdle() {
        Envelope newest = taken;
        taken = null;
        if (newest != null && TOP.compareAndSet(this, newest, IDLE)) {
            return true;
        }
        taken = newest;
        return false;
    }

    /** Puts an envelope that was polled aside; it goes on counting into the bound. */
    void stash(Envelope envelope) {
        if (stash == null) {
            stash = new ArrayDeque<>();
        }
        stash.add(envelope);
        ASIDE.setOpaque(this, aside + 1);
    }

    /** Drops an envelope that was put aside, wherever it is now. */
    void forget(Envelope envelope) {
        boolean stashed = stash != null && stash.removeLastOccurrence(envelope);
        if (stashed || (returned != null && returned.removeLastOccurrence(envelope))) {
            ASIDE.setOpaque(this, aside - 1);
        }
    }

    /** Puts all stashed envelopes back in front of everything else, in order. */
    void unstashAll() {
        if (stash == null || stash.isEmpty()) {
            return;
        }
        if (returned == null) {
            returned = new ArrayDeque<>();
        }
        while (!stash.isEmpty()) {
            returned.addFirst(stash.removeLast());
        }
    }

    /** Closes for ever and gives what is left, oldest first: unstashed, stashed, queued. */
    List<Envelope> close() {
        List<Envelope> left = new ArrayList<>();
        if (returned != null) {
            left.addAll(returned);
            returned = null;
        }
        if (stash != null) {
            left.addAll(stash);
            stash = null;
        }
        Envelope newest = (Envelope) TOP.getAndSet(this, CLOSED);
        collect(list, left);
        collect(newest == IDLE ? null : reverse(newest, taken), left);
        list = null;
        taken = null;
        ASIDE.setOpaque(this, 0);
        return left;
    }

    private void collect(@Nullable Envelope first, List<Envelope> into) {
        for (Envelope e = first; e != null; e = e.next) {
            if (!e.isMarker()) {
                consume(e);
                into.add(e);
            }
        }
    }

    /** Messages waiting, without the stashed ones; about right while the cell runs. */
    int queued() {
        Envelope newest = top;
        return newest == IDLE || newest == CLOSED ? 0 : Math.max(0, newest.depth - (int) CONSUMED.getOpaque(this));
    }

    /** Messages put aside, or put back and not handled yet. */
    int aside() {
        return (int) ASIDE.getOpaque(this);
    }

    /** Messages in the stash. Owner. */
    int stashed() {
        return stash == null ? 0 : stash.size();
    }

    /** Envelopes taken so far; with {@link #queued} that is all that entered. */
    long polled() {
        return (long) POLLED.getOpaque(this);
    }

    /** Whether the actor has ended. */
    boolean isClosed() {
        return top == CLOSED;
    }
}
