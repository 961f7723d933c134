package dev.parley.jvm;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Waiting threads that are no workers, so that somebody can wake them all. A thread that waits has a place in a table
 * at one exchange, as a rule; those that find none are in a set.
 *
 * <p>Threading: any thread; each adds and removes itself.
 */
final class Guests {
    private static final int PLACES = 1024;
    private static final int TRIES = 4;

    /** Places that are tried after each other lie apart, or neighbours would write to one cache line. */
    private static final int STEP = 67;

    private final AtomicReferenceArray<@Nullable Thread> places = new AtomicReferenceArray<>(PLACES);
    private final Set<Thread> others = ConcurrentHashMap.newKeySet();

    /** The calling thread is going to wait. */
    int add() {
        Thread guest = Thread.currentThread();
        int place = first(guest);
        for (int i = 0; i < TRIES; i++) {
            if (places.get(place) == null && places.compareAndSet(place, null, guest)) {
                return place;
            }
            place = (place + STEP) % PLACES;
        }
        others.add(guest);
        return PLACES;
    }

    private static int first(Thread guest) {
        return (int) (guest.threadId() * STEP % PLACES);
    }

    /** It waits no more; {@code place} is what {@link #add} gave. */
    void remove(int place) {
        if (place == PLACES) {
            others.remove(Thread.currentThread());
        } else {
            places.setRelease(place, null);
        }
    }

    /** Wakes those that were added before. */
    void wakeAll() {
        for (int place = 0; place < PLACES; place++) {
            LockSupport.unpark(places.get(place));
        }
        others.forEach(LockSupport::unpark);
    }
}
