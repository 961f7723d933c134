package dev.parley.jvm;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Alarms that somebody awaits, as the limits of requests. Nearly all of them are cancelled long before they are due, so
 * they stay out of the wheel: one exchange puts an alarm into a place and one takes it out, and the timer thread looks
 * at them only when the earliest is due.
 *
 * <p>Threading: any thread puts and removes; the timer thread takes.
 *
 * <p>Limits: those of {@link Spots}. An alarm that finds no place is for the wheel.
 */
final class AlarmTable {
    static final long NEVER = Long.MAX_VALUE;

    private final Spots<Alarm> places = new Spots<>();

    /** No alarm is due before. Whoever puts an earlier one lowers it; the timer thread raises it. */
    private final AtomicLong earliestNanos = new AtomicLong(NEVER);

    /** False when it has found no place. */
    boolean put(Alarm alarm) {
        alarm.place = places.put(alarm);
        if (alarm.place == Spots.NOWHERE) {
            return false;
        }
        lowerEarliest(alarm.dueNanos());
        return true;
    }

    private void lowerEarliest(long dueNanos) {
        long known = earliestNanos.get();
        while (dueNanos < known && !earliestNanos.compareAndSet(known, dueNanos)) {
            known = earliestNanos.get();
        }
    }

    /** Empties the place of an alarm, if it is in one. */
    void remove(Alarm alarm) {
        if (alarm.place != Spots.NOWHERE) {
            places.remove(alarm.place, alarm);
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
        for (int place = 0; place < Spots.COUNT; place++) {
            Alarm alarm = places.at(place);
            if (alarm != null && alarm.dueNanos() > nowNanos) {
                nextNanos = Math.min(nextNanos, alarm.dueNanos());
            } else if (alarm != null && places.remove(place, alarm)) {
                taker.accept(alarm);
            }
        }
        lowerEarliest(nextNanos);
    }
}
