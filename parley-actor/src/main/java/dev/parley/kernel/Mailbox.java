package dev.parley.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one cell and its "is it scheduled?" in one word: {@code top} is {@code IDLE}, {@code WOKEN} (scheduled
 * without a message), the newest envelope (scheduled or running), or {@code CLOSED}. A send is one compare-and-set;
 * because offer and the scheduling question are the same word, no wake-up can be lost between them.
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

    private static final Envelope IDLE = new Envelope("idle", null);
    private static final Envelope WOKEN = new Envelope("woken", null);
    private static final Envelope CLOSED = new Envelope("closed", null);
    private static final VarHandle TOP;
    private static final VarHandle CONSUMED;
    private static final VarHandle POLLED;
    private static final VarHandle STASH;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TOP = lookup.findVarHandle(Mailbox.class, "top", Envelope.class);
            CONSUMED = lookup.findVarHandle(Mailbox.class, "consumed", int.class);
            POLLED = lookup.findVarHandle(Mailbox.class, "polled", long.class);
            STASH = lookup.findVarHandle(Mailbox.class, "stash", Stash.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile Envelope top;

    // written by the owner, read by senders for the bound and by snapshots
    @SuppressWarnings("UnusedVariable") // read and written through CONSUMED
    private int consumed;

    private long polled;
    private @Nullable Stash stash; // made when it is first needed

    // owner
    private @Nullable Envelope taken;
    private @Nullable Envelope list;

    private Mailbox(Envelope top) {
        this.top = top;
    }

    /** Idle: the first push schedules the cell. */
    Mailbox() {
        this(IDLE);
    }

    /** Of a cell that is about to be scheduled by whoever made it. */
    static Mailbox scheduled() {
        return new Mailbox(WOKEN);
    }

    /** Offers an envelope; {@code bound} in messages, {@code Integer.MAX_VALUE} for what was reserved before. */
    Push push(Envelope envelope, int bound) {
        while (true) {
            Envelope newest = top;
            if (newest == CLOSED) {
                return Push.CLOSED;
            }
            boolean idle = newest == IDLE;
            boolean first = idle || newest == WOKEN;
            int consumedNow = (int) CONSUMED.getOpaque(this);
            int depth = first ? consumedNow : newest.depth;
            if (depth - consumedNow + aside() >= bound) {
                return Push.FULL;
            }
            // a lost race may have left a link here, and the walk would run into consumed envelopes
            envelope.next = first ? null : newest;
            envelope.depth = depth + 1;
            if (TOP.compareAndSet(this, newest, envelope)) {
                return idle ? Push.SCHEDULE : Push.QUEUED;
            }
        }
    }

    /** Marks an idle cell as scheduled without a message; true when the caller must hand it to the dispatcher. */
    boolean wake() {
        return top == IDLE && TOP.compareAndSet(this, IDLE, WOKEN);
    }

    /**
     * Takes in what came: the chain from the newest down to, not including, the newest taken before, reversed. Whoever
     * serves commands between this and {@link #poll} serves each command before what its sender sent after it.
     */
    void look() {
        if (list != null) {
            return;
        }
        Envelope newest = top;
        if (newest != taken && newest != IDLE && newest != CLOSED) {
            list = newest == WOKEN ? null : reverse(newest, taken);
            taken = newest;
        }
    }

    /** The next envelope of those that {@link #look} saw, unstashed ones first; null when there is none. */
    @Nullable
    Envelope poll() {
        if (stash != null) {
            Envelope unstashed = stash.poll();
            if (unstashed != null) {
                return unstashed;
            }
        }
        Envelope next = list;
        if (next != null) {
            list = next.next;
            next.next = null;
            consume(next);
        }
        return next;
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
        Stash known = stash;
        if (known == null) {
            known = new Stash();
            STASH.setRelease(this, known);
        }
        known.add(envelope);
    }

    /** Drops an envelope that was put aside, wherever it is now. */
    void forget(Envelope envelope) {
        if (stash != null) {
            stash.forget(envelope);
        }
    }

    /** Puts all stashed envelopes back in front of everything else, in order. */
    void unstashAll() {
        if (stash != null) {
            stash.putBack();
        }
    }

    /** Closes for ever and gives what is left, oldest first: unstashed, stashed, queued. */
    List<Envelope> close() {
        List<Envelope> left = new ArrayList<>();
        if (stash != null) {
            stash.drainTo(left);
        }
        Envelope newest = (Envelope) TOP.getAndSet(this, CLOSED);
        collect(list, left);
        collect(newest == IDLE || newest == WOKEN ? null : reverse(newest, taken), left);
        list = null;
        taken = null;
        return left;
    }

    private void collect(@Nullable Envelope first, List<Envelope> into) {
        for (Envelope e = first; e != null; e = e.next) {
            consume(e);
            into.add(e);
        }
    }

    /** Messages waiting, without the stashed ones; about right while the cell runs. */
    int queued() {
        Envelope newest = top;
        return newest == IDLE || newest == WOKEN || newest == CLOSED
                ? 0
                : Math.max(0, newest.depth - (int) CONSUMED.getOpaque(this));
    }

    /** Messages put aside, or put back and not handled yet. */
    int aside() {
        Stash known = (Stash) STASH.getAcquire(this);
        return known == null ? 0 : known.size();
    }

    /** Messages in the stash. Owner. */
    int stashed() {
        return stash == null ? 0 : stash.aside();
    }

    /** Envelopes taken so far; with {@link #queued} that is all that entered. */
    long polled() {
        return (long) POLLED.getOpaque(this);
    }

    /** Envelopes taken so far, those that came back from the stash each time. */
    long taken() {
        Stash known = (Stash) STASH.getAcquire(this);
        return polled() + (known == null ? 0 : known.polled());
    }

    /** Whether the actor has ended. */
    boolean isClosed() {
        return top == CLOSED;
    }
}
