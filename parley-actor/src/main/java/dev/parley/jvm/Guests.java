package dev.parley.jvm;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Waiting threads that are no workers, so that somebody can wake them all. A thread that waits has a place in a table
 * at one exchange, as a rule; those that find none are in a set.
 *
 * <p>Threading: any thread; each adds and removes itself.
 */
final class Guests {
    private final Spots<Thread> places = new Spots<>();
    private final Set<Thread> others = ConcurrentHashMap.newKeySet();

    /** The calling thread is going to wait. */
    int add() {
        Thread guest = Thread.currentThread();
        int place = places.put(guest);
        if (place == Spots.NOWHERE) {
            others.add(guest);
        }
        return place;
    }

    /** It waits no more; {@code place} is what {@link #add} gave. */
    void remove(int place) {
        if (place == Spots.NOWHERE) {
            others.remove(Thread.currentThread());
        } else {
            places.clear(place);
        }
    }

    /** Wakes those that were added before. */
    void wakeAll() {
        for (int place = 0; place < Spots.COUNT; place++) {
            LockSupport.unpark(places.at(place));
        }
        others.forEach(LockSupport::unpark);
    }
}
