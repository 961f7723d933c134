package dev.parley.jvm;

/**
 * Exposes rings in which batches wait at two looks in a row. If the same one does, their owner blocks in a way that
 * nobody announced, or is busy with one long batch. If others do, there is enough for another core: two actors that
 * talk come together again, as what one makes ready goes into the ring where it runs; two that do not stay apart.
 *
 * <p>Threading: the sampler's thread only.
 */
final class RingWatch {
    private final Rings rings;
    private final long[] taken = new long[Rings.COUNT];
    private long waiting; // a bit for each ring in which something waited
    private boolean moved;

    RingWatch(Rings rings) {
        this.rings = rings;
    }

    /** Exposes the rings in which batches wait again; true when there are any. */
    boolean look() {
        long before = waiting;
        waiting = 0;
        moved = false;
        for (int i = 0; i < Rings.COUNT; i++) {
            Ring ring = rings.owned(i);
            if (ring != null) {
                look(ring);
            }
        }
        return expose(before & waiting);
    }

    private void look(Ring ring) {
        long now = ring.taken();
        moved |= now != taken[ring.index()];
        taken[ring.index()] = now;
        if (!ring.isEmpty()) {
            waiting |= 1L << ring.index();
        }
    }

    private boolean expose(long again) {
        for (long left = again; left != 0; left &= left - 1) {
            Ring ring = rings.owned(Long.numberOfTrailingZeros(left));
            if (ring != null) {
                ring.expose();
            }
        }
        return again != 0;
    }

    /** Whether anything was taken between the last two looks. */
    boolean hasMoved() {
        return moved;
    }
}
