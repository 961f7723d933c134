package dev.parley.jvm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Sees the blocking which the carrier queue cannot show.
 *
 * <p>A batch lies at the head of its worker's ring from one sample to the next: the worker blocks without saying so, or
 * is busy with one long batch. Then others may have it.
 *
 * <p>Work is ready, and neither a worker nor a rescue began a batch for five samples: all carriers are pinned or spin.
 * Then it starts a {@link Rescue}; when a worker moves again the rescues go. Their own batches count as progress, else
 * rescues would take the processor from the carriers and so call for more rescues.
 *
 * <p>Other virtual threads wait for a carrier: busy workers step aside for them.
 *
 * <p>One daemon platform thread that starts with the first worker. Samples each millisecond while batches run, less
 * often when not, and parks when for about a second nothing came and no worker has a ring.
 *
 * <p>Threading: any thread rouses; the rest is the sampler's own.
 *
 * <p>Limits: {@value #MAX_RESCUES} rescues at once.
 */
final class Sampler {
    static final int MAX_RESCUES = 64;

    private static final Logger LOG = System.getLogger(Sampler.class.getName());
    private static final long MIN_PERIOD_NANOS = 1_000_000;
    private static final long MAX_PERIOD_NANOS = 64_000_000;
    private static final long LONG_PERIOD_NANOS = 8_000_000;
    private static final int WORKERS_PER_PERIOD = 2_000;
    private static final int STANDSTILL_SAMPLES = 5;
    private static final int QUIET_SAMPLES = 20;

    private final Workers workers;
    private final Thread.Builder.OfPlatform rescueBuilder =
            Thread.ofPlatform().name("parley-rescue-", 1).daemon().inheritInheritableThreadLocals(false);
    private final Thread thread = Thread.ofPlatform()
            .name("parley-sampler")
            .daemon()
            .inheritInheritableThreadLocals(false)
            .unstarted(this::run);
    private final CarrierQueue carrierQueue = new CarrierQueue();
    private final AtomicBoolean asleep = new AtomicBoolean(true);
    private final RingWatch rings;

    /** Set in long periods: who would not like to wait for the end of one takes it back and unparks. */
    private volatile boolean drowsy;

    private final Consumer<Thread> starter;

    /** Written by the sampler only; close() reads it. */
    private final List<Rescue> rescues = new CopyOnWriteArrayList<>();

    // the sampler's thread only
    private long workerTicks;
    private long rescueTicks;
    private int standstills;
    private int quiets;
    private long periodNanos = MIN_PERIOD_NANOS;

    Sampler(Workers workers) {
        this(workers, Thread::start);
    }

    /** With {@code starter} to start its thread, which may fail. */
    Sampler(Workers workers, Consumer<Thread> starter) {
        this.workers = workers;
        this.starter = starter;
        rings = new RingWatch(workers.ready().rings());
    }

    /** Work waits for a worker. */
    void rouse() {
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            startOrUnpark();
        }
    }

    /** A batch waits in a ring, which may go wrong from now on. Only by chance is a long period not cut short. */
    void freshen() {
        if (drowsy) {
            drowsy = false;
            LockSupport.unpark(thread);
        }
    }

    private synchronized void startOrUnpark() {
        if (isStarted()) {
            LockSupport.unpark(thread);
        } else if (workers.isOpen()) {
            start();
        }
    }

    /** The batch that rouses it runs also without it, so no failure may reach whoever handed that over. */
    private void start() {
        try {
            starter.accept(thread);
        } catch (OutOfMemoryError | StackOverflowError _) { // no room for a thread, of which the JVM warns
            asleep.set(true); // so who rouses it next tries again
        }
    }

    private boolean isStarted() {
        return thread.getState() != Thread.State.NEW;
    }

    private void run() {
        while (workers.isOpen()) {
            try {
                sample();
            } catch (Throwable failure) {
                LOG.log(Level.ERROR, "the sampler goes on after", failure);
            }
            LockSupport.parkNanos(this, periodNanos);
        }
    }

    private void sample() {
        if (rings.look()) {
            workers.wake();
        }
        boolean moved = lookForProgress();
        if (workers.isQuiet() && !rings.hasMoved()) {
            standstills = 0;
            workers.suspectOthers();
            settle();
            return;
        }
        workers.lookForOthers(carrierQueue);
        quiets = 0;
        drowsy = false;
        // counting the ticks of tens of thousands of blocked workers takes a while
        periodNanos = MIN_PERIOD_NANOS * (1 + workers.count() / WORKERS_PER_PERIOD);
        standstills = moved ? 0 : standstills + 1;
        if (standstills >= STANDSTILL_SAMPLES) {
            standstills = 0;
            rescue();
        }
    }

    private void settle() {
        // the drowsiness of the last period was taken back
        periodNanos = periodNanos >= LONG_PERIOD_NANOS && !drowsy
                ? MIN_PERIOD_NANOS
                : Math.min(periodNanos * 2, MAX_PERIOD_NANOS);
        drowsy = periodNanos >= LONG_PERIOD_NANOS;
        if (++quiets >= QUIET_SAMPLES) {
            quiets = 0;
            sleep();
        }
    }

    /** Whether a batch began since the last sample, or nothing waits for one. */
    private boolean lookForProgress() {
        if (workers.ready().isEmpty()) {
            return true;
        }
        long workersNow = workers.ticks();
        rescues.removeIf(rescue -> !rescue.thread().isAlive());
        long rescuesNow = rescues.stream().mapToLong(Rescue::ticks).sum();
        boolean workersMoved = workersNow != workerTicks;
        boolean moved = workersMoved || rescuesNow != rescueTicks;
        if (workersMoved) {
            rescues.forEach(Rescue::dismiss);
        }
        workerTicks = workersNow;
        rescueTicks = rescuesNow;
        return moved;
    }

    private void rescue() {
        if (rescues.size() < MAX_RESCUES && workers.isOpen()) {
            Rescue rescue = new Rescue(workers, rescueBuilder);
            rescue.thread().start();
            rescues.add(rescue);
        }
    }

    /** Parks for good. Whoever has a worker come after this line rouses it; who did before it is seen here. */
    private void sleep() {
        if (!workers.isAtRest()) {
            return;
        }
        drowsy = false;
        periodNanos = MIN_PERIOD_NANOS;
        asleep.set(true);
        while (asleep.get() && workers.isAtRest() && workers.isOpen()) {
            LockSupport.park(this);
        }
        asleep.set(false);
    }

    /** The threads that end now; call it when the workers are closed. */
    synchronized List<Thread> close() {
        List<Thread> ending = new ArrayList<>();
        rescues.forEach(rescue -> ending.add(rescue.thread()));
        if (isStarted()) {
            ending.add(thread);
        }
        return ending;
    }
}
