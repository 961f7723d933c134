package dev.parley.jvm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a worker comes when there is work. The JVM's queue of runnable virtual threads is the detector of
 * blocking: while all carriers are busy the one worker that is <em>coming</em> lies in that queue and costs nothing.
 * The moment a batch blocks, its carrier takes the coming worker, which takes a batch and, if more wait, has the next
 * one come.
 *
 * <p>Invariant: when there is a batch that any worker may have, a worker is coming, or steps aside, or a thread is
 * about to make one come, or the limit of workers is reached. One exception, see {@link Worker#keep}: the owner of a
 * ring with two batches or more may have missed that nobody is coming. Then it runs them itself, and if it blocks
 * instead, the others are exposed as always.
 *
 * <p>Threading: any thread; {@link #arrived}, {@link #arrivedInVain} and {@link #carrierIsWanted} only the coming
 * worker.
 *
 * <p>Limits: {@value #KEPT_RESTING} resting workers are kept; {@value #LIMIT} exist at most, then work waits for one to
 * finish.
 */
final class Workers {
    static final int KEPT_RESTING = 64;
    static final int LIMIT = 50_000;

    private static final Logger LOG = System.getLogger(Workers.class.getName());

    private final ReadyQueue ready = new ReadyQueue();
    private final IdleStack idle = new IdleStack();
    private final Set<Worker> all = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean coming = new AtomicBoolean();
    private final AtomicInteger steppingAside = new AtomicInteger();
    private final AtomicBoolean saidFull = new AtomicBoolean();
    private final @Nullable Sampler sampler;
    private final int limit;
    private final @Nullable ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
    private final ThreadFactory factory = Thread.ofVirtual()
            .name("parley-worker-", 1)
            .inheritInheritableThreadLocals(false)
            .factory();
    private volatile boolean open = true;

    private volatile boolean othersWait = true;

    private Workers(int limit, boolean sampled) {
        this.limit = limit;
        sampler = sampled ? new Sampler(this) : null;
    }

    /** With rescue for pinned carriers. */
    static Workers sampled(int limit) {
        return new Workers(limit, true);
    }

    /** Without rescue: a wake-up that gets lost stays lost, which is what a test wants to see. */
    static Workers unsampled(int limit) {
        return new Workers(limit, false);
    }

    /** Runs a batch soon; forgets it when closed. */
    void submit(Runnable batch) {
        if (open) {
            try {
                ready.add(batch);
                // pairs with the fence of arrived() and arrivedInVain(): they see the batch, or this thread sees none
                // coming
                VarHandle.fullFence();
                wake();
            } catch (StackOverflowError _) {
                // who can tell whether it was taken; if so, it waits for the worker that runs this, or the next wake-up
            }
        }
    }

    /** The same for several, with one wake-up: the worker that comes has the next one come. */
    void submit(Collection<Runnable> batches) {
        if (open) {
            batches.forEach(ready::add);
            VarHandle.fullFence();
            wake();
        }
    }

    /** A ring for a worker whose batches hand others over; null when all are taken. */
    @Nullable
    Ring claimRing() {
        Ring ring = ready.rings().claim();
        if (sampler != null) {
            sampler.rouse();
        }
        return ring;
    }

    /** A worker keeps one batch for itself. */
    void keepsOne() {
        if (sampler != null) {
            sampler.freshen();
        }
    }

    /** Has a worker come unless one does. */
    void wake() {
        if (!coming.get() && coming.compareAndSet(false, true)) {
            bring();
        }
    }

    private void bring() {
        boolean brought = false;
        try {
            bringOne();
            brought = true;
        } finally {
            if (!brought) {
                coming.set(false);
            }
        }
        if (sampler != null) {
            sampler.rouse();
        }
    }

    private void bringOne() {
        if (!open) {
            return;
        }
        Worker rested = idle.pop();
        if (rested != null) {
            rested.resume();
        } else if (count.incrementAndGet() <= limit) {
            start();
        } else {
            count.decrementAndGet();
            waitForOneToFinish();
        }
    }

    private void start() {
        boolean started = false;
        try {
            Worker worker = new Worker(this, factory);
            all.add(worker);
            worker.thread().start();
            started = true;
        } finally {
            if (!started) {
                count.decrementAndGet();
            }
        }
    }

    private void waitForOneToFinish() {
        if (saidFull.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "all {0} workers are blocked; work waits until one is done: let handlers block less, or use pipe",
                    limit);
        }
        coming.set(false);
        VarHandle.fullFence();
        // one may have lain down or ended since, and have found that another is being brought
        if ((!idle.isEmpty() || count.get() < limit) && ready.isOpen()) {
            wake();
        }
    }

    /** The coming worker has a batch: it is not coming any more, and before it runs the next one comes. */
    void arrived() {
        coming.set(false);
        VarHandle.fullFence();
        if (ready.isOpen()) {
            wake();
        }
    }

    /** The coming worker found no batch. True when there is one now and it is still the coming one. */
    boolean arrivedInVain() {
        coming.set(false);
        VarHandle.fullFence();
        return ready.isOpen() && coming.compareAndSet(false, true);
    }

    /**
     * Whether the coming worker got its carrier only because another stepped aside: then the carrier is for others. The
     * one that stepped aside will look for work when it is back, which is after it was seen here.
     */
    boolean carrierIsWanted() {
        if (steppingAside.get() == 0) {
            return false;
        }
        coming.set(false);
        return steppingAside.get() > 0 || !coming.compareAndSet(false, true);
    }

    /** Whether virtual threads that are no workers wait for a carrier, or may. */
    boolean othersWait() {
        return othersWait;
    }

    /** Looks whether others wait beside the worker that is coming. The sampler. */
    void lookForOthers(CarrierQueue queue) {
        othersWait = queue.isLongerThan(coming.get() ? 1 : 0);
    }

    /** Nobody looks for a while: they may wait. The sampler. */
    void suspectOthers() {
        othersWait = true;
    }

    /**
     * Gives the carrier to other virtual threads. Only a timed park helps: its wake-up comes from outside, so the
     * carrier drains its own queue and looks elsewhere. After a yield it would find the yielding thread in its own
     * queue.
     */
    void stepAside() {
        steppingAside.incrementAndGet();
        try {
            LockSupport.parkNanos(this, 1);
        } finally {
            steppingAside.decrementAndGet();
        }
        if (ready.isOpen()) {
            wake();
        }
    }

    boolean mayRest() {
        return idle.depth() < KEPT_RESTING;
    }

    /**
     * A worker lies down. It needs no second look: whoever adds work has another come, unless the limit is reached. Nor
     * while one steps aside: that one will look, and the worker which gave way to it would only come and give way
     * again.
     */
    void rests(Worker worker) {
        idle.push(worker);
        if (count.get() >= limit && steppingAside.get() == 0 && ready.isOpen()) {
            wake();
        }
    }

    /** A worker ends; if it was the coming one, which only an error of the JVM can do to it, another must come. */
    void ended(Worker worker, boolean wasComing) {
        all.remove(worker);
        boolean wasFull = count.getAndDecrement() >= limit;
        if (wasComing) {
            arrived();
        } else if (wasFull && ready.isOpen()) {
            wake();
        }
    }

    /** How many workers exist. */
    int count() {
        return count.get();
    }

    /** How many batches all workers began, less those of workers that ended. */
    long ticks() {
        long sum = 0;
        for (Worker worker : all) {
            sum += worker.ticks();
        }
        return sum;
    }

    /** Whether nothing waits for a carrier. */
    boolean isQuiet() {
        return ready.isEmpty() && !coming.get() && steppingAside.get() == 0;
    }

    /** Whether it stays like that until a worker is made to come, or takes a ring. */
    boolean isAtRest() {
        return isQuiet() && !ready.rings().areOwned();
    }

    ReadyQueue ready() {
        return ready;
    }

    @Nullable
    ClassLoader classLoader() {
        return classLoader;
    }

    boolean isOpen() {
        return open;
    }

    /** Starts no more batches. Returns the threads that end now. */
    List<Thread> close() {
        open = false;
        ready.clear();
        List<Thread> ending = new ArrayList<>(sampler == null ? List.of() : sampler.close());
        all.forEach(worker -> ending.add(worker.thread()));
        return ending;
    }
}
