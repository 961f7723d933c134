package dev.parley.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WheelTest {
    private static final long TICK_NANOS = 1L << Wheel.TICK_SHIFT;

    private final Wheel wheel = new Wheel();
    private final TimerInbox inbox = new TimerInbox(Thread.currentThread());

    @Test
    void isNeverDueWhenEmpty() {
        assertThat(wheel.nextTick()).isEqualTo(Wheel.NEVER);
    }

    @Test
    void roundsUpToTheNextTick() {
        assertThat(Wheel.tickOf(dueAt(1))).isEqualTo(1);
        assertThat(Wheel.tickOf(dueAt(TICK_NANOS))).isEqualTo(1);
        assertThat(Wheel.tickOf(dueAt(TICK_NANOS + 1))).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 63, 64, 65, 4095, 4096, 4097, 262_143, 262_144, 1L << 24, 1L << 30, (1L << 42) - 1})
    void handsOverAtItsTickAndNotBefore(long tick) {
        wheel.add(dueAt(tick * TICK_NANOS));

        assertThat(advance(tick - 1)).isEmpty();
        assertThat(advance(tick)).containsExactly(tick);
        assertThat(wheel.nextTick()).isEqualTo(Wheel.NEVER);
    }

    @Test
    void handsOverWhatIsOverdueAtTheNextTick() {
        advance(1_000);
        wheel.add(dueAt(3 * TICK_NANOS));

        assertThat(advance(1_001)).containsExactly(3L);
    }

    @Test
    void keepsAnAlarmThatLiesBeyondTheEndOfTime() {
        wheel.add(dueAt(Long.MAX_VALUE));

        assertThat(advance(1L << 41)).isEmpty();
        assertThat(wheel.nextTick()).isLessThan(1L << 42);
    }

    @Test
    void keepsTheOrderWithinATick() {
        List<Alarm> added = new ArrayList<>();
        List<Alarm> due = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Alarm alarm = dueAt(5_000 * TICK_NANOS - i);
            added.add(alarm);
            wheel.add(alarm);
            wheel.advance(i * 1_000L, due::add);
        }

        wheel.advance(5_000, due::add);

        assertThat(due).containsExactlyElementsOf(added);
    }

    @Test
    void removingTwiceChangesNothing() {
        Alarm first = dueAt(10 * TICK_NANOS);
        wheel.add(first);
        wheel.add(dueAt(10 * TICK_NANOS - 1));

        wheel.remove(first);
        wheel.remove(first);

        assertThat(advance(10)).containsExactly(10L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithASortedList(long seed) {
        Random random = new Random(seed);
        List<Alarm> model = new ArrayList<>();
        long now = 0;
        for (int step = 0; step < 3_000; step++) {
            switch (random.nextInt(4)) {
                case 0 -> now = advanceBoth(now + far(random), model);
                case 1 -> {
                    if (!model.isEmpty()) {
                        wheel.remove(model.remove(random.nextInt(model.size())));
                    }
                }
                default -> {
                    Alarm alarm = dueAt((now + 1 + far(random)) * TICK_NANOS - random.nextInt(1_000));
                    model.add(alarm);
                    wheel.add(alarm);
                }
            }
            assertNextTickIsNotLate(model);
        }
    }

    private static long far(Random random) {
        return random.nextLong(1L << random.nextInt(1, 22));
    }

    private long advanceBoth(long to, List<Alarm> model) {
        List<Alarm> due = new ArrayList<>();
        wheel.advance(to, due::add);
        List<Alarm> expected = model.stream()
                .filter(alarm -> Wheel.tickOf(alarm) <= to)
                .sorted(Comparator.comparingLong(Wheel::tickOf))
                .toList();
        assertThat(due).containsExactlyElementsOf(expected);
        model.removeAll(expected);
        return to;
    }

    private void assertNextTickIsNotLate(List<Alarm> model) {
        long next = model.stream().mapToLong(Wheel::tickOf).min().orElse(Wheel.NEVER);
        assertThat(wheel.nextTick()).isLessThanOrEqualTo(next);
        assertThat(wheel.nextTick() == Wheel.NEVER).isEqualTo(model.isEmpty());
    }

    private Alarm dueAt(long nanos) {
        return new Alarm(inbox, nanos, () -> {});
    }

    /** The ticks of what was handed over. */
    private List<Long> advance(long toTick) {
        List<Long> due = new ArrayList<>();
        wheel.advance(toTick, alarm -> due.add(Wheel.tickOf(alarm)));
        return due;
    }
}
