package dev.parley.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Cells that have something to do and could not be handed over, because the actor that told them had no stack left for
 * that. The next batch that ends in this system does it; without it they would wait for ever.
 *
 * <p>Threading: any thread. Limits: {@value #MOST} between two batches.
 */
final class Orphans {
    static final int MOST = 256;

    // whoever adds one has no stack for a call: it does so here, holding the monitor
    final @Nullable Cell[] cells = new @Nullable Cell[MOST];
    volatile int count;

    /** Hands over those that there are. Costs a read when there are none. */
    void adopt() {
        if (count > 0) {
            take().forEach(Cell::schedule);
        }
    }

    private synchronized List<Cell> take() {
        List<Cell> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(Objects.requireNonNull(cells[i]));
            cells[i] = null;
        }
        count = 0;
        return taken;
    }
}
