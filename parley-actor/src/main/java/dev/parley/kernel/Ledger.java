package dev.parley.kernel;

import dev.parley.ActorAddress;
import dev.parley.Cancellable;
import dev.parley.DeadLetter;
import dev.parley.DropReason;
import dev.parley.SystemEvent;
import dev.parley.spi.NodeClock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Counts what was not handled, tells listeners, and writes it to the log at a bounded rate.
 *
 * <p>Threading: any thread. Limits: one log line a second for each reason, and one for failures of user code, of which
 * ten may come at once since their causes differ; the next one says how many it stands for.
 */
final class Ledger {
    private static final long LOG_PERIOD_NANOS = 1_000_000_000L;

    private static final int FAILURES_AT_ONCE = 10;

    private final NodeClock clock;
    private final Map<DropReason, LongAdder> refused = counters();
    private final Map<DropReason, LongAdder> dropped = counters();
    private final Map<DropReason, LongAdder> newsDropped = counters();
    private final Map<DropReason, Throttle> throttles = new EnumMap<>(DropReason.class);
    private final Throttle failures;
    private final List<Consumer<SystemEvent>> listeners = new CopyOnWriteArrayList<>();

    Ledger(NodeClock clock) {
        this.clock = clock;
        for (DropReason reason : DropReason.values()) {
            throttles.put(reason, new Throttle(clock.nanoTime(), 1));
        }
        failures = new Throttle(clock.nanoTime(), FAILURES_AT_ONCE);
    }

    private static Map<DropReason, LongAdder> counters() {
        Map<DropReason, LongAdder> counters = new EnumMap<>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            counters.put(reason, new LongAdder());
        }
        return counters;
    }

    Cancellable listen(Consumer<SystemEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** A message entered no mailbox, and its sender knows. */
    void countRefused(DropReason reason) {
        count(refused, reason);
    }

    /** A message entered no mailbox. */
    void refused(Object message, Supplier<ActorAddress> target, DropReason reason) {
        countRefused(reason);
        deadLetter(message, target, reason);
    }

    /** A message entered a mailbox and will not be handled. */
    void dropped(Object message, Supplier<ActorAddress> target, DropReason reason) {
        count(dropped, reason);
        deadLetter(message, target, reason);
    }

    /** What was just dropped was news. */
    void countNewsDropped(DropReason reason) {
        count(newsDropped, reason);
    }

    private static void count(Map<DropReason, LongAdder> counters, DropReason reason) {
        LongAdder counter = counters.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    private void deadLetter(Object message, Supplier<ActorAddress> target, DropReason reason) {
        Flight.lost(message, target, reason);
        if (hasListeners()) {
            publish(new SystemEvent.Dropped(new DeadLetter(message, target.get(), reason)));
        }
        Throttle throttle = throttles.get(reason);
        long standsFor = throttle == null ? 0 : throttle.admit(clock.nanoTime());
        if (standsFor > 0) {
            Report.warning(() -> "dead letter for " + target.get() + ": "
                    + message.getClass().getSimpleName() + ", " + reason.sentence()
                    + since(standsFor));
        }
    }

    private static String since(long standsFor) {
        return standsFor == 1 ? "" : " (" + standsFor + " since the last such line)";
    }

    /** The user's code threw. */
    void failed(Cell cell, Throwable cause) {
        long standsFor = failures.admit(clock.nanoTime());
        if (standsFor > 0) {
            Report.warning(() -> cell.address() + " failed" + since(standsFor), cause);
        }
        if (hasListeners()) {
            publish(new SystemEvent.Failed(cell.address(), cause));
        }
    }

    /** Whether an event is worth making. */
    boolean hasListeners() {
        return !listeners.isEmpty();
    }

    void publish(SystemEvent event) {
        for (Consumer<SystemEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (Throwable thrown) { // it must not fail the actor that the event is about
                Report.error(() -> "a listener of system events threw", thrown);
            }
        }
    }

    Map<DropReason, Long> refused() {
        return sums(refused);
    }

    Map<DropReason, Long> dropped() {
        return sums(dropped);
    }

    /** How much of {@link #dropped} was news. */
    Map<DropReason, Long> newsDropped() {
        return sums(newsDropped);
    }

    private static Map<DropReason, Long> sums(Map<DropReason, LongAdder> counters) {
        Map<DropReason, Long> sums = new EnumMap<>(DropReason.class);
        counters.forEach((reason, counter) -> {
            if (counter.sum() > 0) {
                sums.put(reason, counter.sum());
            }
        });
        return sums;
    }

    /** Lets one line a period through, and so many at once when there was none for as many periods. */
    private static final class Throttle {
        private final AtomicLong lastNanos;
        private final LongAdder silent = new LongAdder();

        private final long burstNanos;

        Throttle(long nowNanos, int atOnce) {
            burstNanos = atOnce * LOG_PERIOD_NANOS;
            lastNanos = new AtomicLong(nowNanos - burstNanos);
        }

        /** How many events a line now stands for; 0 when it must not be written. */
        long admit(long nowNanos) {
            silent.increment();
            long last = lastNanos.get();
            long waitedNanos = Math.min(nowNanos - last, burstNanos); // what is left of it is for the next lines
            boolean due = waitedNanos >= LOG_PERIOD_NANOS
                    && lastNanos.compareAndSet(last, nowNanos - waitedNanos + LOG_PERIOD_NANOS);
            return due ? silent.sumThenReset() : 0;
        }
    }
}
