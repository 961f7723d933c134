package dev.parley.jvm;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The rings of those workers that have handed something over since they last rested.
 *
 * <p>Threading: any thread.
 *
 * <p>Limits: {@value #COUNT} rings, made when they are first needed and kept. A worker that finds none free does
 * without.
 */
final class Rings {
    static final int COUNT = Long.SIZE;

    /** A bit for each ring that has an owner. */
    private final AtomicLong owned = new AtomicLong();

    private final AtomicReferenceArray<@Nullable Ring> rings = new AtomicReferenceArray<>(COUNT);

    /** An empty ring for the caller alone; null when there is none. */
    @Nullable
    Ring claim() {
        while (true) {
            long seen = owned.get();
            if (seen == -1L) {
                return null;
            }
            int index = Long.numberOfTrailingZeros(~seen);
            if (owned.compareAndSet(seen, seen | 1L << index)) {
                return at(index);
            }
        }
    }

    private Ring at(int index) {
        Ring known = rings.get(index);
        if (known != null) {
            return known;
        }
        Ring made = new Ring(index);
        rings.set(index, made);
        return made;
    }

    /** Gives an empty ring back. */
    void release(Ring ring) {
        ring.clear();
        owned.getAndUpdate(seen -> seen & ~(1L << ring.index()));
    }

    /** Whether any worker has a ring. */
    boolean areOwned() {
        return owned.get() != 0;
    }

    /** A batch that any thread may have; null when there is none. */
    @Nullable
    Runnable steal() {
        return steal(false);
    }

    /** A batch from a ring whose owner may not come back to it for long; null when there is none. */
    @Nullable
    Runnable stealExposed() {
        return steal(true);
    }

    private @Nullable Runnable steal(boolean onlyExposed) {
        for (long left = owned.get(); left != 0; left &= left - 1) {
            Ring ring = first(left);
            Runnable batch = ring == null || (onlyExposed && !ring.isExposed()) ? null : ring.steal();
            if (batch != null) {
                return batch;
            }
        }
        return null;
    }

    /** Whether there is a batch that any thread may have. */
    boolean areOpen() {
        for (long left = owned.get(); left != 0; left &= left - 1) {
            Ring ring = first(left);
            if (ring != null && ring.isOpen()) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is no batch at all. */
    boolean areEmpty() {
        for (long left = owned.get(); left != 0; left &= left - 1) {
            Ring ring = first(left);
            if (ring != null && !ring.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Null when it has an owner that is just making it. */
    private @Nullable Ring first(long bits) {
        return rings.get(Long.numberOfTrailingZeros(bits));
    }

    /** The ring with that index, if it has an owner. */
    @Nullable
    Ring owned(int index) {
        return (owned.get() & 1L << index) == 0 ? null : rings.get(index);
    }
}
