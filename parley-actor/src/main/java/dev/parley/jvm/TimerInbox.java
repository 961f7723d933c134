package dev.parley.jvm;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the timer thread has not seen yet: new alarms, and cancelled ones that it must unlink; and the awaited ones,
 * which it need not see before they are due.
 *
 * <p>Threading: any thread pushes; the timer thread takes and sleeps.
 *
 * <p>Limits: the sleeping thread is roused for an alarm due before its sleep ends, and every {@value #ROUSE_EVERY}
 * alarms, so that cancelled ones do not pile up.
 */
final class TimerInbox {
    static final int ROUSE_EVERY = 4096;
    static final long FOREVER = Long.MAX_VALUE;

    private static final long AWAKE = Long.MIN_VALUE;

    private final AtomicReference<@Nullable Alarm> top = new AtomicReference<>();
    private final AlarmTable awaited = new AlarmTable();

    /** When the sleep ends, or AWAKE. Its holder looks at the inbox before it sleeps. */
    private final AtomicLong sleepsUntilNanos = new AtomicLong(AWAKE);

    private final Thread sleeper;

    TimerInbox(Thread sleeper) {
        this.sleeper = sleeper;
    }

    /** Takes an alarm that will hardly ever be due. */
    void pushAwaited(Alarm alarm) {
        if (awaited.put(alarm)) {
            rouse(alarm.dueNanos());
        } else {
            push(alarm);
        }
    }

    void push(Alarm alarm) {
        add(alarm);
        rouse(alarm.depth % ROUSE_EVERY == 0 ? AWAKE : alarm.dueNanos());
    }

    /** It was cancelled before the timer thread saw it. */
    void forget(Alarm alarm) {
        awaited.remove(alarm);
    }

    void pushCancelled(Alarm alarm) {
        add(alarm);
        if (alarm.depth % ROUSE_EVERY == 0) {
            rouse(AWAKE);
        }
    }

    private void add(Alarm alarm) {
        Alarm below;
        do {
            below = top.get();
            alarm.below = below;
            alarm.depth = below == null ? 1 : below.depth + 1;
        } while (!top.compareAndSet(below, alarm));
    }

    /** Wakes the thread if it would sleep longer than that. */
    private void rouse(long dueNanos) {
        long untilNanos = sleepsUntilNanos.get();
        if (untilNanos != AWAKE && dueNanos < untilNanos && sleepsUntilNanos.compareAndSet(untilNanos, AWAKE)) {
            LockSupport.unpark(sleeper);
        }
    }

    /** All of them, the oldest first, linked by {@link Alarm#below}. */
    @Nullable
    Alarm takeAll() {
        Alarm newest = top.getAndSet(null);
        Alarm oldest = null;
        while (newest != null) {
            Alarm older = newest.below;
            newest.below = oldest;
            oldest = newest;
            newest = older;
        }
        return oldest;
    }

    /** Takes the awaited ones that are due by then. */
    void takeDue(long nowNanos, Consumer<Alarm> taker) {
        awaited.takeDue(nowNanos, taker);
    }

    /** Sleeps until then, or until an awaited alarm is due, or one comes that is due earlier. */
    void sleep(long nowNanos, long latestNanos) {
        long untilNanos = Math.min(latestNanos, awaited.earliestNanos());
        sleepsUntilNanos.set(untilNanos);
        // alarms pushed before that line found the thread awake; those pushed after it rouse it themselves
        if (untilNanos > nowNanos && !holdsDueBefore(untilNanos)) {
            if (untilNanos == FOREVER) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, untilNanos - nowNanos);
            }
        }
        sleepsUntilNanos.set(AWAKE);
    }

    private boolean holdsDueBefore(long untilNanos) {
        if (awaited.earliestNanos() < untilNanos) {
            return true;
        }
        for (Alarm alarm = top.get(); alarm != null; alarm = alarm.below) {
            if (alarm.dueNanos() < untilNanos) {
                return true;
            }
        }
        return false;
    }
}
