package dev.parley.jvm;

import static dev.parley.jvm.Patience.await;
import static dev.parley.jvm.Patience.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Cancellable;
import dev.parley.spi.Dispatcher;
import dev.parley.spi.Timers;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimerWheelTest {
    private static final boolean FULL = Boolean.getBoolean("parley.full");

    /** Runs what it is given on the timer thread, so that the order of handing over can be seen. */
    private static final Dispatcher IN_PLACE = new Dispatcher() {
        @Override
        public void execute(Runnable batch) {
            batch.run();
        }

        @Override
        public int batchMessages() {
            return 1;
        }

        @Override
        public void await(BooleanSupplier done) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void wake(Thread waiting) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void fork(Runnable slow) {
            throw new UnsupportedOperationException();
        }
    };

    private final TimerWheel timers = new TimerWheel(IN_PLACE);

    /** Who wants an alarm. */
    enum Way {
        ON_ITS_OWN,
        AWAITED
    }

    private record Promise(Runnable task, Runnable atClose) implements Timers.Awaited {
        @Override
        public void run() {
            task.run();
        }

        @Override
        public void close() {
            atClose.run();
        }
    }

    private Cancellable after(Way way, long delayNanos, Runnable task) {
        return timers.after(
                delayNanos,
                switch (way) {
                    case ON_ITS_OWN -> task;
                    case AWAITED -> new Promise(task, () -> {});
                });
    }

    @AfterEach
    void close() {
        new Ending(timers.close()).await(Duration.ofSeconds(5));
    }

    @Test
    void handsOverInOrderOfTime() {
        List<Integer> order = new CopyOnWriteArrayList<>();
        CountDownLatch all = new CountDownLatch(20);
        List<Integer> millis = List.of(40, 5, 90, 10, 65, 15, 70, 20, 85, 25, 60, 30, 55, 35, 80, 45, 95, 50, 75, 100);
        for (int delay : millis) {
            timers.after(Duration.ofMillis(delay + 20L).toNanos(), () -> {
                order.add(delay);
                all.countDown();
            });
        }

        await("all alarms", all);

        assertThat(order).isSorted().hasSize(20);
    }

    @Test
    void handsOverEqualDelaysInTheOrderTheyWereAskedFor() {
        List<Integer> order = new CopyOnWriteArrayList<>();
        CountDownLatch all = new CountDownLatch(300);
        for (int i = 0; i < 300; i++) {
            int number = i;
            timers.after(3_000_000, () -> {
                order.add(number);
                all.countDown();
            });
        }

        await("all alarms", all);

        assertThat(order).isSorted().hasSize(300);
    }

    @ParameterizedTest
    @EnumSource
    void isNeverEarly(Way way) {
        int count = 2_000;
        AtomicLong earliestNanos = new AtomicLong(Long.MAX_VALUE);
        CountDownLatch all = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            long delayNanos = ThreadLocalRandom.current().nextLong(1, 60_000_000);
            long askedNanos = System.nanoTime();
            after(way, delayNanos, () -> {
                long lateNanos = System.nanoTime() - askedNanos - delayNanos;
                earliestNanos.accumulateAndGet(lateNanos, Math::min);
                all.countDown();
            });
        }

        await("all alarms", all);

        assertThat(earliestNanos.get()).isNotNegative();
    }

    @ParameterizedTest
    @EnumSource
    void handsOverAtOnceWhenTheDelayIsZeroOrLess(Way way) {
        AtomicInteger ran = new AtomicInteger();

        after(way, 0, ran::incrementAndGet);
        after(way, -1, ran::incrementAndGet);
        after(way, Long.MIN_VALUE, ran::incrementAndGet);

        assertThat(ran).hasValue(3);
        assertThat(timers.close()).as("no thread was started for it").isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void handsOverNoCancelledTask(Way way) {
        AtomicInteger ran = new AtomicInteger();
        CountDownLatch later = new CountDownLatch(1);
        List<Cancellable> alarms = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            alarms.add(after(way, 200_000_000, ran::incrementAndGet));
        }
        after(way, 250_000_000, later::countDown);

        alarms.forEach(Cancellable::cancel);
        alarms.forEach(Cancellable::cancel);

        await("the alarm behind them", later);
        assertThat(ran).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource
    void eitherCancelsOrHandsOverWhenBothComeTogether(Way way) {
        int count = FULL ? 200_000 : 20_000;
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < count; i++) {
            AtomicInteger state = new AtomicInteger();
            Cancellable alarm = after(way, ThreadLocalRandom.current().nextLong(1, 1_000_000), () -> {
                if (state.incrementAndGet() != 1) {
                    wrong.incrementAndGet();
                }
                ran.incrementAndGet();
            });
            if (i % 64 == 0) {
                LockSupport.parkNanos(300_000);
            }
            alarm.cancel();
        }
        CountDownLatch last = new CountDownLatch(1);
        after(way, 5_000_000, last::countDown);

        await("the last alarm", last);
        assertThat(wrong).as("tasks handed over twice").hasValue(0);
        assertThat(ran.get()).isLessThan(count);
    }

    @ParameterizedTest
    @EnumSource
    void runsManyAlarmsEachOnce(Way way) {
        int count = FULL ? 1_000_000 : 200_000;
        CountDownLatch all = new CountDownLatch(count);
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < count; i++) {
            after(way, ThreadLocalRandom.current().nextLong(1, 300_000_000), () -> {
                ran.incrementAndGet();
                all.countDown();
            });
        }

        await("all alarms", all);

        assertThat(ran).hasValue(count);
    }

    @ParameterizedTest
    @EnumSource
    void forgetsTheTasksOfCancelledAlarms(Way way) {
        List<WeakReference<Object>> tasks = new ArrayList<>();
        List<Cancellable> alarms = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            alarms.add(alarmThatHoldsSomething(way, tasks));
        }
        assertThat(tasks).noneMatch(task -> task.refersTo(null));

        alarms.forEach(Cancellable::cancel);

        until("the tasks are garbage while their handles are held", () -> {
            System.gc();
            return tasks.stream().allMatch(task -> task.refersTo(null));
        });
        assertThat(alarms).hasSize(10);
    }

    private Cancellable alarmThatHoldsSomething(Way way, List<WeakReference<Object>> references) {
        Object held = new Object();
        references.add(new WeakReference<>(held));
        return after(way, Duration.ofHours(1).toNanos(), () -> assertThat(held).isNotNull());
    }

    @ParameterizedTest
    @EnumSource
    void rousesTheSleepingThreadForAnEarlierAlarm(Way way) {
        CountDownLatch early = new CountDownLatch(1);
        after(way, Duration.ofHours(1).toNanos(), () -> {});
        until(
                "the timer thread sleeps",
                () -> timers.threads().stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));

        after(way, 1_000_000, early::countDown);

        await("the earlier one", early);
    }

    @ParameterizedTest
    @EnumSource
    void sleepsForGoodWhenNothingIsLeftAndWakesAgain(Way way) {
        CountDownLatch first = new CountDownLatch(1);
        after(way, 1_000_000, first::countDown);
        await("the first alarm", first);
        until(
                "the timer thread sleeps for good",
                () -> timers.threads().stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
        CountDownLatch second = new CountDownLatch(1);

        after(way, 1_000_000, second::countDown);

        await("the second alarm", second);
    }

    @ParameterizedTest
    @EnumSource
    void goesOnAfterATaskThatThrows(Way way) {
        CountDownLatch after = new CountDownLatch(1);
        after(way, 1_000_000, () -> {
            throw new IllegalStateException("planted");
        });
        after(way, 1_000_000, after::countDown);

        await("the alarm of the same tick", after);
    }

    @Test
    void closesEachAwaitedOneThatIsLeftOnceAndNoOther() {
        AtomicInteger closed = new AtomicInteger();
        AtomicInteger ran = new AtomicInteger();
        List<Cancellable> alarms = new ArrayList<>();
        for (int i = 0; i < 3 * Spots.COUNT; i++) {
            alarms.add(timers.after(
                    Duration.ofHours(1).toNanos(), new Promise(ran::incrementAndGet, closed::incrementAndGet)));
        }
        alarms.subList(0, Spots.COUNT).forEach(Cancellable::cancel);

        close();

        assertThat(closed).hasValue(2 * Spots.COUNT);
        assertThat(ran).hasValue(0);
    }
}
