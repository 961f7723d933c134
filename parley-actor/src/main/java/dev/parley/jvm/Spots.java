package dev.parley.jvm;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A table in which a thread finds a place for something at one exchange, as a rule, in a cache line that few others
 * write to.
 *
 * <p>Threading: any thread.
 *
 * <p>Limits: {@value #COUNT} places, of which a thread tries a few.
 */
final class Spots<T> {
    static final int COUNT = 1024;

    /** No place. */
    static final int NOWHERE = -1;

    private static final int TRIES = 4;

    /** Places that are tried after each other lie apart, or neighbours would write to one cache line. */
    private static final int STEP = 67;

    private final AtomicReferenceArray<@Nullable T> all = new AtomicReferenceArray<>(COUNT);

    /** Where it is now; {@link #NOWHERE} when none of the places tried was free. */
    int put(T one) {
        int place = (int) (Thread.currentThread().threadId() * STEP % COUNT);
        for (int i = 0; i < TRIES; i++) {
            if (all.get(place) == null && all.compareAndSet(place, null, one)) {
                return place;
            }
            place = (place + STEP) % COUNT;
        }
        return NOWHERE;
    }

    /** What is there; null when nothing is. */
    @Nullable
    T at(int place) {
        return all.get(place);
    }

    /** Empties a place of which only the caller takes something away. */
    void clear(int place) {
        all.setRelease(place, null);
    }

    /** Empties a place if that is still there. */
    boolean remove(int place, T one) {
        return all.compareAndSet(place, one, null);
    }
}
