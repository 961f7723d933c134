package dev.parley.testkit.simulation;

import dev.parley.Cancellable;
import dev.parley.spi.Dispatcher;
import dev.parley.spi.NodeClock;
import dev.parley.spi.Timers;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The batches and timers of one process. Every batch is a step of its own and runs on a simulated thread, so it may
 * block. A batch handles one message, so any two messages of different actors may come in either order.
 *
 * <p>Threading: the driver and simulated threads; others are refused.
 *
 * <p>Limits: keeps {@value #IDLE_THREADS} idle threads. A test's thread waits at most {@value #PATIENCE_MINUTES}
 * minutes of virtual time.
 *
 * <p>Failure: once the process has ended, what is handed over is forgotten, as it is when a real process dies, and
 * {@link #await} ends as {@link Closed}, also for the test's thread. Where the process was closed, {@link Awaited}s are
 * too.
 */
final class SimulatedDispatcher implements Dispatcher, Timers {
    private static final int IDLE_THREADS = 64;
    private static final int PATIENCE_MINUTES = 60;
    private static final long BATCH_KIND = 1;
    private static final long LONGEST_NANOS = NodeClock.LONGEST.toNanos();

    private final SimulatedNode node;
    private final Agenda agenda;
    private final ArrayDeque<SimulatedThread> idle = new ArrayDeque<>();
    private final Map<Thread, SimulatedThread> threads = new LinkedHashMap<>();
    /** In the order in which they were set. */
    private final Set<Alarm> awaited = new LinkedHashSet<>();

    private int threadCount;

    SimulatedDispatcher(SimulatedNode node) {
        this.node = node;
        this.agenda = node.world().agenda();
    }

    @Override
    public void execute(Runnable batch) {
        agenda.requireOurs();
        agenda.ready(new Batch(node, batch));
    }

    @Override
    public int batchMessages() {
        return 1;
    }

    @Override
    public Cancellable after(long delayNanos, Runnable task) {
        agenda.requireOurs();
        if (node.hasEnded()) {
            return CLOSED;
        }
        Alarm alarm = new Alarm(node.clock().nanoTime() + Math.clamp(delayNanos, 0, LONGEST_NANOS), task);
        alarm.set();
        if (task instanceof Awaited) {
            awaited.add(alarm);
        }
        return alarm;
    }

    @Override
    public void fork(Runnable slow) {
        execute(slow);
    }

    @Override
    public void await(BooleanSupplier done) throws InterruptedException {
        agenda.requireOurs();
        SimulatedThread caller = agenda.mounted();
        if (caller != null) {
            caller.await(done, node);
            return;
        }
        long untilNanos = agenda.nowNanos() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
        if (agenda.drive(() -> done.getAsBoolean() || node.hasEnded(), untilNanos)) {
            if (!done.getAsBoolean()) {
                throw new Closed();
            }
            return;
        }
        String why = agenda.isIdle()
                ? "deadlock: nothing can happen any more, and "
                : PATIENCE_MINUTES + " minutes of virtual time went by, and ";
        throw new SimulationError(why + "'" + Thread.currentThread().getName() + "' still waits. Who waits inside:"
                + node.simulation().whoWaits());
    }

    @Override
    public void wake(Thread waiting) {
        agenda.requireOurs();
        SimulatedThread thread = threads.get(waiting);
        if (thread == null && !waiting.equals(agenda.driver())) {
            thread = node.simulation().threadOf(waiting); // who waits here may be at home in another process
        }
        if (thread != null) {
            thread.wake();
        }
    }

    /** The thread of this process that is this one, or null. */
    @Nullable
    SimulatedThread threadOf(Thread thread) {
        return threads.get(thread);
    }

    void describeWaiting(StringBuilder text) {
        threads.values().forEach(thread -> thread.describeWaiting(text));
    }

    /** The process ends by itself: promises are closed, and who is blocked is interrupted. */
    void close() {
        List<Alarm> open = List.copyOf(awaited);
        awaited.clear();
        open.forEach(Alarm::close);
        interruptAll();
    }

    private void interruptAll() {
        @Nullable SimulatedThread closing = agenda.mounted();
        for (SimulatedThread thread : List.copyOf(threads.values())) {
            if (thread != closing && thread.isBusy()) {
                thread.thread().interrupt();
            }
        }
    }

    void run(Runnable batch) {
        SimulatedThread thread = idle.isEmpty() ? newThread() : idle.pop();
        thread.mount(batch);
    }

    private SimulatedThread newThread() {
        String name = node.host() + "/thread-" + ++threadCount;
        SimulatedThread thread = new SimulatedThread(node, new SimulatedThread.Role(name, true), this::keep);
        threads.put(thread.thread(), thread);
        return thread;
    }

    private boolean keep(SimulatedThread thread) {
        if (idle.size() == IDLE_THREADS) {
            threads.remove(thread.thread());
            return false;
        }
        idle.push(thread);
        return true;
    }

    /** A timer, which goes by the clock of its process: if that has slowed down meanwhile, it waits for it. */
    private final class Alarm implements Cancellable {
        private final long atNanos;
        private final Runnable task;
        private @Nullable Cancellable due;

        Alarm(long atNanos, Runnable task) {
            this.atNanos = atNanos;
            this.task = task;
        }

        void set() {
            long missingNanos = atNanos - node.clock().nanoTime();
            due = agenda.after(node.clock().realNanos(Math.max(0, missingNanos)), node, this::look);
        }

        private void look() {
            if (atNanos - node.clock().nanoTime() > 0) {
                set();
            } else {
                agenda.ready(new Batch(node, this::ring));
            }
        }

        private void ring() {
            awaited.remove(this);
            task.run();
        }

        void close() {
            cancel();
            if (task instanceof Awaited promise) {
                promise.close();
            }
        }

        @Override
        public void cancel() {
            awaited.remove(this);
            if (due != null) {
                due.cancel();
            }
        }
    }

    /** Work that has no thread yet. */
    private record Batch(SimulatedNode node, Runnable work) implements Step {
        @Override
        public void run() {
            node.dispatcher().run(work);
        }

        @Override
        public long kind() {
            return BATCH_KIND;
        }
    }
}
