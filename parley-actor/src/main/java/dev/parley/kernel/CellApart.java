package dev.parley.kernel;

import dev.parley.spi.Place;
import org.jspecify.annotations.Nullable;

/**
 * A cell whose batches run in a place of its own: on an executor of the user's, or on a thread that nobody else uses.
 * All else is as with the others, which do not pay for it: they have no field for a place.
 *
 * <p>Threading: as {@link Cell}. The user's thread may be in a batch of another actor already, where an executor runs
 * tasks while a handler waits for a dialog or for another task; each has a {@link Turn} of its own then.
 */
final class CellApart extends Cell {
    private final Place place;

    CellApart(LocalSystem system, Parent parent, Birth birth, Birth.Where where) {
        super(system, parent, birth);
        this.place = where.of(this);
    }

    @Override
    void schedule() {
        try {
            place.execute(this);
        } catch (StackOverflowError _) {
            // who can tell whether it was taken: twice would be worse than not at all
        }
    }

    @Override
    public void run() {
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
