package dev.parley.testkit.simulation;

import dev.parley.spi.Dispatcher;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A virtual thread whose scheduler is the {@link Agenda}: it may block in locks, futures and queues, and goes on when
 * the seed says so. Reused for one piece of work after the other, because a fresh one costs three times as much.
 *
 * <p>Threading: owned by the driver, which carries it; {@link #execute} is called by whoever resumes it.
 *
 * <p>Failure: the JDK resumes sleeps and timed waits from threads of its own, at a time that no seed decides:
 * blocking in one of them fails the run at once, with the stack. So does a monitor that somebody keeps for longer than
 * {@value #MONITOR_PATIENCE_NANOS} real nanoseconds, as a simulated thread does that blocks inside it, and so does a
 * virtual thread that is started here.
 */
final class SimulatedThread implements Step, Executor {
    private static final long KIND = 2;
    private static final int REPORTED_FRAMES = 8;

    /** The JDK's own thread that hands over whoever has been given a monitor. */
    private static final String UNBLOCKER = "VirtualThread-unblocker";

    /** In real time. */
    private static final long MONITOR_PATIENCE_NANOS = 2_000_000_000L;

    private static final long MONITOR_LOOK_NANOS = 1_000_000L;

    private final Agenda agenda;
    private final SimulatedNode node;
    private final boolean mayAwait;
    private final Predicate<SimulatedThread> keeps;
    private final Thread thread;
    private @Nullable Runnable work;
    private @Nullable Runnable continuation;
    private volatile @Nullable Runnable unblocked;
    private volatile boolean carried;
    private boolean started;
    private boolean expected;
    private boolean awaiting;

    /**
     * @param keeps told when a piece of work has ended: true keeps the thread for more, false ends it
     */
    SimulatedThread(SimulatedNode node, Role role, Predicate<SimulatedThread> keeps) {
        this.agenda = node.world().agenda();
        this.node = node;
        this.mayAwait = role.mayAwait();
        this.keeps = keeps;
        this.thread = node.world().threads().unstarted(role.name(), this, this::serve);
    }

    /** What a thread is for: its name, and whether it may wait in the dispatcher. */
    record Role(String name, boolean mayAwait) {}

    boolean is(Thread other) {
        return thread.equals(other);
    }

    Thread thread() {
        return thread;
    }

    /** Whether it has work that has not ended. */
    boolean isBusy() {
        return work != null;
    }

    /** Says where it is blocked, if it is, leaving out the frames of the JDK and of the simulation. */
    void describeWaiting(StringBuilder text) {
        if (work == null || thread.getState() != Thread.State.WAITING) {
            return;
        }
        text.append("\n  '").append(thread.getName()).append("' waits");
        Stream.of(thread.getStackTrace())
                .filter(frame -> !frame.getClassName().startsWith("java.lang."))
                .filter(frame -> !frame.getClassName().startsWith("java.util.concurrent."))
                .filter(frame -> !frame.getClassName().equals(SimulatedThread.class.getName()))
                .limit(REPORTED_FRAMES)
                .forEach(frame -> text.append("\n      at ").append(frame));
    }

    /** Runs {@code piece} now, until it ends or blocks. The thread must be new or idle. */
    void mount(Runnable piece) {
        work = piece;
        expected = true;
        if (started) {
            LockSupport.unpark(thread);
        } else {
            started = true;
            thread.start();
        }
        expected = false;
        run();
    }

    /** The JDK hands the rest of the thread's work over, when it was started or resumed. */
    @Override
    public void execute(Runnable rest) {
        Thread caller = Thread.currentThread();
        if (carried && caller.getName().equals(UNBLOCKER)) {
            unblocked = rest;
            LockSupport.unpark(agenda.driver());
            return;
        }
        if (thread.equals(caller)) {
            // what one virtual thread starts has its scheduler; that is not to run in the place of this one
            agenda.fail(new SimulationError("'" + thread.getName() + "' starts a virtual thread, which would be none of"
                    + " the simulation's: use ctx.pipe or dispatcher().fork. The stack says where."));
            return;
        }
        if (!agenda.isOurs(caller)) {
            // the stack is the caller's: asking for that of a thread which is being resumed hands it over once more
            agenda.fail(
                    escaped("was resumed by the thread '" + caller.getName() + "', which is outside the simulation"));
            return;
        }
        continuation = rest;
        if (!expected) {
            agenda.ready(this);
        }
    }

    @Override
    public void run() {
        Runnable rest = continuation;
        if (rest == null) {
            throw new IllegalStateException("'" + thread.getName() + "' has nothing to go on with");
        }
        continuation = null;
        agenda.mounted(this);
        carried = true;
        try {
            while (rest != null) {
                rest.run();
                rest = isContending() ? awaitMonitor() : null;
            }
        } finally {
            carried = false;
            agenda.mounted(null);
        }
        Thread.State state = thread.getState();
        if (state == Thread.State.TIMED_WAITING) {
            failHere("waits for the real clock");
        } else if (state == Thread.State.BLOCKED) {
            failHere("waits for a monitor that another thread keeps while it is blocked itself");
        }
    }

    /** Whether it stands before a monitor, or has just been given it. */
    private boolean isContending() {
        Thread.State state = thread.getState();
        return state == Thread.State.BLOCKED || (state == Thread.State.RUNNABLE && continuation == null);
    }

    /**
     * A monitor that a thread outside the simulation holds for a moment, such as that of a log's stream, is waited
     * for on the spot: nothing else happens meanwhile, so the run stays the same. Null when it takes too long.
     */
    private @Nullable Runnable awaitMonitor() {
        long givenUpNanos = System.nanoTime() + MONITOR_PATIENCE_NANOS;
        Runnable rest = unblocked;
        while (rest == null && System.nanoTime() - givenUpNanos < 0) {
            LockSupport.parkNanos(this, MONITOR_LOOK_NANOS);
            rest = unblocked;
        }
        unblocked = null;
        return rest;
    }

    /** Parks the calling thread, which is this one, until {@code done}, unless {@code there} has ended. */
    void await(BooleanSupplier done, SimulatedNode there) throws InterruptedException {
        if (!mayAwait) {
            throw new IllegalStateException(
                    "'" + thread.getName() + "' must not block: all links of the node stand still"
                            + " meanwhile; hand the work to dispatcher().fork");
        }
        awaiting = true;
        try {
            while (!done.getAsBoolean()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("the node of '" + thread.getName() + "' is closing");
                }
                if (there.hasEnded()) {
                    throw new Dispatcher.Closed();
                }
                LockSupport.park(this);
            }
        } finally {
            awaiting = false;
        }
    }

    /** Makes it look again if it is in {@link #await}. */
    void wake() {
        if (awaiting) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public SimulatedNode node() {
        return node;
    }

    @Override
    public long kind() {
        return KIND;
    }

    private void serve() {
        while (true) {
            Runnable piece = work;
            if (piece == null) {
                LockSupport.park();
                continue;
            }
            try {
                piece.run();
            } catch (Throwable escaped) {
                agenda.fail(
                        escaped instanceof SimulationError known
                                ? known
                                : new SimulationError(
                                        "an exception escaped from '" + thread.getName() + "': " + escaped, escaped));
            }
            work = null;
            if (!keeps.test(this)) {
                return;
            }
            Thread.interrupted(); // an interrupt was meant for the work that is over
        }
    }

    private void failHere(String how) {
        SimulationError error = escaped(how);
        error.setStackTrace(thread.getStackTrace());
        agenda.fail(error);
    }

    private SimulationError escaped(String how) {
        return new SimulationError("'" + thread.getName() + "' " + how + ", so the run cannot be repeated. Instead of"
                + " Thread.sleep and timed waits use ctx.sleep, ctx.after or an ask with a limit; instead of holding a"
                + " monitor while blocking use a lock of java.util.concurrent. The stack says where.");
    }
}
