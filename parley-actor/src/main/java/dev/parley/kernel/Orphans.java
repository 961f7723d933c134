package dev.parley.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Cells that have something to do and could not be handed over, because the actor that told them had no stack left for
 * that. The next batch that ends in this system does it; without it they would wait for ever.
 *
 * <p>Threading: any thread. Who adds one has no stack for a call or a lock: it writes to a place that it finds empty,
 * and to {@link #areThere} then. Two that did so at the same instant with the same place would lose one; cells look
 * from places of their own.
 *
 * <p>Limits: {@value #MOST} between two batches.
 */
final class Orphans {
    static final int MOST = 256; // a power of two

    private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(Cell[].class);

    final @Nullable Cell[] cells = new @Nullable Cell[MOST];
    volatile boolean areThere;

    /** Hands over those that there are. Costs a read when there are none. */
    void adopt() {
        if (areThere) {
            areThere = false; // before the look: who comes behind it says so again
            for (int i = 0; i < MOST; i++) {
                Cell cell = (Cell) CELLS.getAndSet(cells, i, null);
                if (cell != null) {
                    cell.schedule();
                }
            }
        }
    }
}
