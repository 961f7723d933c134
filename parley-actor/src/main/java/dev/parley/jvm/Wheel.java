package dev.parley.jvm;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Alarms in a hierarchy of seven wheels of 64 slots. A slot of wheel 0 is one tick, a slot of each further wheel is the
 * whole wheel below it. An alarm sits in the wheel of the highest six bits in which its tick differs from now; when
 * time enters its slot it moves down. One bit per slot says which are taken, so the next one is found without ticking.
 *
 * <p>Pure: no clock, no thread. Threading: the timer thread only.
 *
 * <p>Limits: adding, removing and finding the next tick take constant time. Alarms of one tick keep the order in which
 * they were added. Time ends at tick 2^42, after 73 years: what is due later is due then.
 *
 * <p>Source: Varghese, Lauck, "Hashed and Hierarchical Timing Wheels" (1987), scheme 7.
 */
final class Wheel {
    /** A tick is 2^19 ns, about half a millisecond. */
    static final int TICK_SHIFT = 19;

    /** What {@link #nextTick} says when nothing is left. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int BITS = 6;
    private static final int SLOTS = 1 << BITS;
    private static final int WHEELS = 7;
    private static final long LAST_TICK = (1L << (BITS * WHEELS)) - 1;

    private final @Nullable Alarm[] first = new @Nullable Alarm[WHEELS * SLOTS];
    private final @Nullable Alarm[] last = new @Nullable Alarm[WHEELS * SLOTS];
    private final long[] taken = new long[WHEELS];
    private long nowTick;

    /** The tick at which an alarm is due: rounded up, so never early. */
    static long tickOf(Alarm alarm) {
        return ((alarm.dueNanos() - 1) >> TICK_SHIFT) + 1;
    }

    boolean isEmpty() {
        long any = 0;
        for (long slots : taken) {
            any |= slots;
        }
        return any == 0;
    }

    /** Takes an alarm in. One that is due already is due at the next tick. */
    void add(Alarm alarm) {
        long tick = Math.clamp(tickOf(alarm), nowTick + 1, LAST_TICK);
        int wheel = (Long.SIZE - 1 - Long.numberOfLeadingZeros(tick ^ nowTick)) / BITS;
        int slot = slotOf(wheel, tick);
        append(alarm, slot);
        taken[wheel] |= 1L << slot;
    }

    private static int slotOf(int wheel, long tick) {
        return wheel * SLOTS + (int) ((tick >> (wheel * BITS)) & (SLOTS - 1));
    }

    private void append(Alarm alarm, int slot) {
        Alarm before = last[slot];
        alarm.slot = slot;
        alarm.previous = before;
        last[slot] = alarm;
        if (before == null) {
            first[slot] = alarm;
        } else {
            before.next = alarm;
        }
    }

    /** Takes an alarm out, if it is in. */
    void remove(Alarm alarm) {
        int slot = alarm.slot;
        if (slot == Alarm.NOWHERE) {
            return;
        }
        Alarm previous = alarm.previous;
        Alarm next = alarm.next;
        if (previous == null) {
            first[slot] = next;
        } else {
            previous.next = next;
        }
        if (next == null) {
            last[slot] = previous;
        } else {
            next.previous = previous;
        }
        forget(alarm);
        if (first[slot] == null) {
            taken[slot / SLOTS] &= ~(1L << slot);
        }
    }

    private static void forget(Alarm alarm) {
        alarm.previous = null;
        alarm.next = null;
        alarm.slot = Alarm.NOWHERE;
    }

    /** The next tick at which there is something to do: an alarm is due or moves down. {@link #NEVER} when empty. */
    long nextTick() {
        for (int wheel = 0; wheel < WHEELS; wheel++) {
            if (taken[wheel] != 0) {
                int shift = wheel * BITS;
                // all taken slots of a wheel lie ahead of now, so the lowest is the next
                long slot = Long.numberOfTrailingZeros(taken[wheel]);
                return ((nowTick >> (shift + BITS)) << (shift + BITS)) + (slot << shift);
            }
        }
        return NEVER;
    }

    /** Lets time pass. Hands over what is due, tick by tick. */
    void advance(long toTick, Consumer<Alarm> due) {
        for (long tick = nextTick(); tick <= toTick; tick = nextTick()) {
            nowTick = tick;
            for (int wheel = 0; wheel < WHEELS; wheel++) {
                emptySlot(wheel, due);
            }
        }
        nowTick = Math.max(nowTick, toTick);
    }

    /** Takes all out, whenever they are due. */
    void drain(Consumer<Alarm> left) {
        for (int slot = 0; slot < first.length; slot++) {
            for (Alarm alarm = first[slot]; alarm != null; alarm = first[slot]) {
                remove(alarm);
                left.accept(alarm);
            }
        }
    }

    private void emptySlot(int wheel, Consumer<Alarm> due) {
        int slot = slotOf(wheel, nowTick);
        Alarm alarm = first[slot];
        first[slot] = null;
        last[slot] = null;
        taken[wheel] &= ~(1L << slot);
        while (alarm != null) {
            Alarm next = alarm.next;
            forget(alarm);
            if (tickOf(alarm) <= nowTick) {
                due.accept(alarm);
            } else {
                add(alarm);
            }
            alarm = next;
        }
    }
}
