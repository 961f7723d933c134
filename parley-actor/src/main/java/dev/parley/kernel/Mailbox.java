package dev.parley.kernel;

import dev.parley.spi.MessageRef;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one cell and its "is it scheduled?" in one word: {@code top} is null (idle), {@code WOKEN} (scheduled
 * without a message), the newest envelope (scheduled or running), or {@code CLOSED}. A send is one compare-and-set;
 * because offer and the scheduling question are the same word, no wake-up can be lost between them.
 *
 * <p>The newest taken envelope stays in {@code top} and means "scheduled, nothing new", so taking costs one read. Who
 * handles what was taken walks it with a variable of its own, and writes here when it is through: senders change
 * these few bytes all the time, so each write costs a cache miss, here and there. And it writes into the envelopes,
 * numbers and null where it can: a reference to what is young, in an object that is old, costs a fence with G1, as
 * much as the rest of a take.
 *
 * <p>Size is the depth of the newest minus what was released, plus what is stashed; too large by one batch at most.
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

    private static final Envelope WOKEN = new Envelope("woken");
    private static final Envelope CLOSED = new Envelope("closed");
    private static final VarHandle TOP;
    private static final VarHandle RELEASED;
    private static final VarHandle UNNUMBERED;
    private static final VarHandle STASH;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TOP = lookup.findVarHandle(Mailbox.class, "top", Envelope.class);
            RELEASED = lookup.findVarHandle(Mailbox.class, "released", int.class);
            UNNUMBERED = lookup.findVarHandle(Mailbox.class, "unnumbered", int.class);
            STASH = lookup.findVarHandle(Mailbox.class, "stash", Stash.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile @Nullable Envelope top;

    // written by the owner, read by senders for the bound
    @SuppressWarnings("UnusedVariable") // read and written through RELEASED
    private int released;

    // how many came that the depths do not count; written by the owner
    @SuppressWarnings("UnusedVariable") // read and written through UNNUMBERED
    private int unnumbered;

    private @Nullable Stash stash; // made when it is first needed

    private @Nullable Envelope rest; // of what was taken; the owner's

    private Mailbox(@Nullable Envelope top) {
        this.top = top;
    }

    /** Idle: the first push schedules the cell. */
    Mailbox() {
        this(null);
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
            Envelope older = newest == WOKEN ? null : newest;
            int releasedNow = (int) RELEASED.getOpaque(this);
            int depth = older == null ? releasedNow : older.depth;
            if (depth - releasedNow + aside() >= bound) {
                return Push.FULL;
            }
            envelope.linkTo(older);
            envelope.depth = depth + 1;
            if (TOP.compareAndSet(this, newest, envelope)) {
                return newest == null ? Push.SCHEDULE : Push.QUEUED;
            }
        }
    }

    /** Marks an idle cell as scheduled without a message; true when the caller must hand it to the dispatcher. */
    boolean wake() {
        return top == null && TOP.compareAndSet(this, null, WOKEN);
    }

    /**
     * The newest that came, for {@link #take}; null when nothing did. Whoever serves commands between the two serves
     * each command before what its sender sent after it.
     */
    @Nullable
    Envelope newest() {
        Envelope newest = top;
        return newest == WOKEN || newest == CLOSED ? null : newest;
    }

    /** The next of those that were put back in front of everything else; null when there is none. */
    @Nullable
    Envelope unstashed() {
        return stash == null ? null : stash.poll();
    }

    /**
     * What was given back, or else what came up to {@code newest} and nobody took yet, oldest first; null when there is
     * none. It is the caller's until {@link #giveBack}, which must come before anything else is asked of this.
     */
    @Nullable
    Envelope take(@Nullable Envelope newest) {
        Envelope first = rest;
        if (first != null) {
            rest = null;
            return first;
        }
        return newest == null || newest.endsTaken() ? null : numbered(newest.takeStack());
    }

    /** Who found this idle may have numbered its message by what was released then, and others have come since. */
    private Envelope numbered(Envelope oldest) {
        int missed = released + 1 - oldest.depth;
        if (missed != 0) {
            UNNUMBERED.setOpaque(this, unnumbered + missed);
            release(oldest.depth - 1);
        }
        return oldest;
    }

    /** Takes back what the taker did not come to. */
    void giveBack(@Nullable Envelope untouched) {
        if (untouched != null) {
            rest = untouched;
        }
    }

    /** The envelope of that depth and all before it are handled, or being so: they leave room for others. */
    void release(int depth) {
        RELEASED.setOpaque(this, depth);
    }

    /** Goes idle if nothing came; false when there is something to take. The next push then schedules the cell. */
    boolean tryIdle() {
        Envelope newest = top;
        return newest != null && (newest == WOKEN || newest.endsTaken()) && TOP.compareAndSet(this, newest, null);
    }

    /** Whether the next push schedules the cell. */
    boolean isIdle() {
        return top == null;
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

    /** The end of that actor is no news any more, also where it was heard and put aside. */
    void unwatched(MessageRef<?> target) {
        if (stash != null) {
            stash.unwatched(target);
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
        collect(rest, left);
        rest = null;
        if (newest != null && newest != WOKEN) {
            collect(take(newest), left);
        }
        return left;
    }

    private static void collect(@Nullable Envelope oldest, List<Envelope> into) {
        for (Envelope next = oldest; next != null; next = next.newer()) {
            into.add(next);
        }
    }

    /** Messages waiting if so many were handled, without the stashed ones; about right while the cell runs. */
    int queued(long handled) {
        Envelope newest = newest();
        int unnumberedNow = (int) UNNUMBERED.getOpaque(this);
        return newest == null ? 0 : Math.max(0, newest.depth + unnumberedNow - (int) handled);
    }

    /** Messages put aside, or put back and not handled yet. */
    int aside() {
        Stash known = (Stash) STASH.getAcquire(this);
        return known == null ? 0 : known.size();
    }

    /** How many of those count as news. */
    int newsAside() {
        Stash known = (Stash) STASH.getAcquire(this);
        return known == null ? 0 : known.news();
    }

    /** Messages in the stash. Owner. */
    int stashed() {
        return stash == null ? 0 : stash.aside();
    }

    /** Envelopes that came back from the stash for their turn so far. */
    long comebacks() {
        Stash known = (Stash) STASH.getAcquire(this);
        return known == null ? 0 : known.polled();
    }

    /** Whether the actor has ended. */
    boolean isClosed() {
        return top == CLOSED;
    }
}
