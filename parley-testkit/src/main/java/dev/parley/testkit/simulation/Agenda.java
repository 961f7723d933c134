package dev.parley.testkit.simulation;

import dev.parley.Cancellable;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is ready, what is due later, and what time it is: the one place where a run decides anything. While something is
 * ready a random one of it runs; else time jumps to what is due next. A step takes no time.
 *
 * <p>Threading: the driver, which is the thread that made it, and the simulated threads it carries; only {@link
 * #fail} may be called by others.
 *
 * <p>Limits: {@value #STEPS_PER_INSTANT} steps without time passing count as a spin and fail the run.
 */
final class Agenda {
    private static final int STEPS_PER_INSTANT = 1_000_000;
    private static final int COMPACTION_FLOOR = 256;

    private final Thread driver = Thread.currentThread();
    private final SplittableRandom choice;
    private final Trace trace;
    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private final List<Step> ready = new ArrayList<>();
    private final List<Runnable> afterEach = new ArrayList<>();
    private int cancelledCount;
    private long nowNanos;
    private long sequence;
    private long steps;
    private long stepsThisInstant;
    private boolean driving;
    private boolean failureSeen;
    private @Nullable SimulatedThread mounted;
    private volatile @Nullable AssertionError failure;

    Agenda(Seed seed, Trace trace) {
        this.choice = seed.stream();
        this.trace = trace;
    }

    long nowNanos() {
        return nowNanos;
    }

    long steps() {
        return steps;
    }

    /** The thread that moves time. */
    Thread driver() {
        return driver;
    }

    /** Whether the caller is the driver or the simulated thread that it carries now. */
    boolean isOurs(Thread thread) {
        SimulatedThread carried = mounted;
        return thread.equals(driver) || (carried != null && carried.is(thread));
    }

    /**
     * Refuses threads that are none of the simulation's, which ends the run: what they are told may get lost, as in a
     * pool, and what they wanted is not done.
     */
    void requireOurs() {
        Thread caller = Thread.currentThread();
        if (!isOurs(caller)) {
            String why = "thread '" + caller.getName() + "' is not part of the simulation of thread '"
                    + driver.getName() + "': use ctx.pipe or dispatcher().fork for threads inside it, and the test's"
                    + " thread outside";
            fail(new SimulationError(why));
            throw new IllegalStateException(why);
        }
    }

    /** The simulated thread that runs now, or null while the driver itself does. */
    @Nullable
    SimulatedThread mounted() {
        return mounted;
    }

    void mounted(@Nullable SimulatedThread thread) {
        mounted = thread;
    }

    /** Makes a step eligible, unless its node is paused, which keeps it, or dead, which drops it. */
    void ready(Step step) {
        SimulatedNode node = step.node();
        if (node.admits(step) && !node.backlog().takes(step)) {
            ready.add(step);
        }
    }

    /** The same for a step that has waited long enough for its slow host. */
    void readyNow(Step step) {
        if (step.node().admits(step)) {
            ready.add(step);
        }
    }

    /** Takes a node's ready steps away, in the order in which they became ready since the last choice. */
    List<Step> withdraw(SimulatedNode node) {
        List<Step> taken = new ArrayList<>();
        int kept = 0;
        for (int i = 0; i < ready.size(); i++) {
            Step step = ready.get(i);
            if (step.node() == node) {
                taken.add(step);
            } else {
                ready.set(kept++, step);
            }
        }
        ready.subList(kept, ready.size()).clear();
        return taken;
    }

    /** Does something later, as the network and not as a node: pauses and crashes do not touch it. */
    Cancellable after(long delayNanos, Runnable action) {
        return schedule(delayNanos, null, action);
    }

    /** Does something later unless {@code owner} has ended by then. */
    Cancellable after(long delayNanos, SimulatedNode owner, Runnable action) {
        return schedule(delayNanos, owner, action);
    }

    private Cancellable schedule(long delayNanos, @Nullable SimulatedNode owner, Runnable action) {
        long atNanos = nowNanos + Math.max(0, delayNanos);
        Due entry = new Due(atNanos < 0 ? Long.MAX_VALUE : atNanos, sequence++, owner, action);
        due.add(entry);
        return entry;
    }

    /** Makes the run fail with the first thing that went wrong. Threading: any. */
    void fail(AssertionError error) {
        if (failure == null) {
            failure = error;
        }
    }

    void throwFailure() {
        AssertionError error = failure;
        if (error != null) {
            failureSeen = true;
            throw error;
        }
    }

    /** Throws a failure that no call has thrown yet. */
    void throwUnseenFailure() {
        if (!failureSeen) {
            throwFailure();
        }
    }

    /** Does something after every step. */
    void afterEach(Runnable look) {
        afterEach.add(look);
    }

    boolean isIdle() {
        return ready.isEmpty() && nextDue() == null;
    }

    /** Runs until {@code done}, or until all that happens up to {@code untilNanos} has happened; true if done. */
    boolean drive(BooleanSupplier done, long untilNanos) {
        if (!Thread.currentThread().equals(driver) || driving) {
            throw new IllegalStateException("only the test's thread '" + driver.getName() + "' moves time, and not from"
                    + " within a step: here it was '" + Thread.currentThread().getName() + "'");
        }
        driving = true;
        try {
            while (true) {
                throwFailure();
                if (done.getAsBoolean()) {
                    return true;
                }
                if (!advance(untilNanos)) {
                    return false;
                }
                afterEach.forEach(Runnable::run);
            }
        } finally {
            driving = false;
        }
    }

    /** Lets the clock show {@code untilNanos}, unless it shows that or more, when nothing is left to do before. */
    void jumpTo(long untilNanos) {
        if (untilNanos > nowNanos) {
            nowNanos = untilNanos;
            stepsThisInstant = 0;
        }
    }

    private boolean advance(long untilNanos) {
        if (!ready.isEmpty()) {
            runOne();
            return true;
        }
        Due next = nextDue();
        if (next == null || next.atNanos > untilNanos) {
            return false;
        }
        jumpTo(next.atNanos);
        for (; next != null && next.atNanos <= nowNanos; next = nextDue()) {
            due.remove();
            next.fired = true;
            next.action.run();
        }
        return true;
    }

    private void runOne() {
        int count = ready.size();
        int index = choice.nextInt(count);
        Step step = ready.get(index);
        Step last = ready.removeLast();
        if (index < ready.size()) {
            ready.set(index, last);
        }
        steps++;
        if (++stepsThisInstant > STEPS_PER_INSTANT) {
            throw new SimulationError(STEPS_PER_INSTANT + " steps at " + nowNanos + " ns and no end: something on host "
                    + step.node().host() + " keeps handing itself over");
        }
        trace.step(nowNanos, step, count);
        step.run();
    }

    private @Nullable Due nextDue() {
        Due next = due.peek();
        while (next != null && next.isVain()) {
            due.remove();
            cancelledCount -= next.cancelled ? 1 : 0;
            next.fired = true;
            next = due.peek();
        }
        return next;
    }

    private void countCancelled() {
        cancelledCount++;
        if (cancelledCount > COMPACTION_FLOOR && cancelledCount > due.size() / 2) {
            due.removeIf(Due::isVain);
            cancelledCount = 0;
        }
    }

    /** An action and its time; entries of equal time act in the order in which they were made. */
    private final class Due implements Comparable<Due>, Cancellable {
        private final long atNanos;
        private final long number;
        private final @Nullable SimulatedNode owner;
        private final Runnable action;
        private boolean cancelled;
        private boolean fired;

        Due(long atNanos, long number, @Nullable SimulatedNode owner, Runnable action) {
            this.atNanos = atNanos;
            this.number = number;
            this.owner = owner;
            this.action = action;
        }

        boolean isVain() {
            return cancelled || (owner != null && owner.hasEnded());
        }

        @Override
        public void cancel() {
            if (!cancelled && !fired) {
                cancelled = true;
                countCancelled();
            }
        }

        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }
}
