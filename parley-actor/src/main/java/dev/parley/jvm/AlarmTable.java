package dev.parley.jvm;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Alarms that somebody awaits, as the limits of requests. Nearly all of them are cancelled long before they are due, so
 * they stay out of the wheel: one exchange puts an alarm into a place and one takes it out, in a cache line that few
 * others write to, and the timer thread looks at them only when the earliest is due.
 *
 * <p>Threading: any thread puts and removes; the timer thread takes.
 *
 * <p>Limits: {@value #PLACES} places. An alarm that finds none after a few tries is for the wheel.
 */
final class AlarmTable {
    static final int PLACES = 1024;
    static final long NEVER = Long.MAX_VALUE;

    /** Of {@link Alarm#place}: in no place. */
    static final int NOWHERE = -1;

    private static final int TRIES = 4;

    /** Places that are tried after each other lie apart, or neighbours would write to one cache line. */
    private static final int STEP = 67;

    private final AtomicReferenceArray<@Nullable Alarm> places = new AtomicReferenceArray<>(PLACES);

    /** No alarm is due before. Whoever puts an earlier one lowers it; the timer thread raises it. */
    private final AtomicLong earliestNanos = new AtomicLong(NEVER);

    /** False when it has found no place. */
    boolean put(Alarm alarm) {
        int place = (int) (Thread.currentThread().threadId() * STEP % PLACES);
        for (int i = 0; i < TRIES; i++) {
            alarm.place = place; // before others can see it
            if (places.get(place) == null && places.compareAndSet(place, null, alarm)) {
                lowerEarliest(alarm.dueNanos());
                return true;
            }
            place = (place + STEP) % PLACES;
        }
        alarm.place = NOWHERE;
        return false;
    }

    private void lowerEarliest(long dueNanos) {
        long known = earliestNanos.get();
        while (dueNanos < known && !earliestNanos.compareAndSet(known, dueNanos)) {
            known = earliestNanos.get();
        }
    }

    /** Empties the place of an alarm, if it is in one. */
    void remove(Alarm alarm) {
        if (alarm.place != NOWHERE) {
            places.compareAndSet(alarm.place, alarm, null);
        }
    }

    /** No alarm is due before. {@link #NEVER} when there may be none. */
    long earliestNanos() {
        return earliestNanos.get();
    }

    /** Takes out what is due by then. */
    void takeDue(long nowNanos, Consumer<Alarm> taker) {
        if (earliestNanos.get() > nowNanos) {
            return;
        }
        // first: an alarm that comes from here on lowers it itself, or is seen below
        earliestNanos.set(NEVER);
        long nextNanos = NEVER;
        for (int place = 0; place < PLACES; place++) {
            Alarm alarm = places.get(place);
            if (alarm != null && alarm.dueNanos() > nowNanos) {
                nextNanos = Math.min(nextNanos, alarm.dueNanos());
            } else if (alarm != null && places.compareAndSet(place, alarm, null)) {
                taker.accept(alarm);
            }
        }
        lowerEarliest(nextNanos);
    }
}
