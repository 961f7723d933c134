package dev.parley.kernel;

import dev.parley.spi.Place;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A cell whose batches run in a place of its own: on an executor of the user's, or on a thread that nobody else uses.
 * All else is as with the others, which do not pay for it: they have no field for a place.
 *
 * <p>Threading: as {@link Cell}. The user's thread may be in a batch of another actor already, where an executor runs
 * tasks while a handler waits for a dialog or for another task; each has a {@link Turn} of its own then.
 */
final class CellApart extends Cell {
    private static final VarHandle BEGUN;

    static {
        try {
            BEGUN = MethodHandles.lookup().findVarHandle(CellApart.class, "begun", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Place place;

    /**
     * Whether a batch runs. Whoever sets it runs the cell: one that was handed over twice, because nobody could tell
     * whether the first time had worked, runs once.
     */
    @SuppressWarnings("UnusedVariable") // read through BEGUN
    private volatile boolean begun;

    CellApart(LocalSystem system, Parent parent, Birth birth, Birth.Where where) {
        super(system, parent, birth);
        this.place = where.of(this);
    }

    @Override
    void schedule() {
        place.execute(this);
    }

    @Override
    void scheduleAgain() {
        begun = false; // before it is handed over
        schedule();
    }

    @Override
    boolean fallIdle() {
        if (!super.fallIdle() && !mailbox().isIdle()) {
            return false;
        }
        begun = false;
        return mailbox().isIdle() || !beginsAnew();
    }

    @Override
    boolean fallDormant() {
        if (!super.fallDormant()) {
            return false;
        }
        begun = false;
        return isDormant() || !beginsAnew();
    }

    /** A batch that was handed over while this one still ran has found it running and gone away: it is this one's. */
    private boolean beginsAnew() {
        boolean begins = begins();
        if (begins) {
            takeTurn(); // another thread may have run it meanwhile
        }
        return begins;
    }

    private boolean begins() {
        return BEGUN.compareAndSet(this, false, true);
    }

    @Override
    public void run() {
        if (!begins()) {
            return;
        }
        @Nullable Turn outer = Turn.setAside();
        try {
            super.run();
        } finally {
            if (outer != null) {
                Turn.putBack(outer);
            }
        }
        if (hasEnded()) {
            place.close();
        }
    }
}
