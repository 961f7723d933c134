package dev.parley.jvm;

import dev.parley.spi.Place;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one actor on an executor of the user's. What the executor does not run, the dispatcher does: a batch
 * is claimed by whoever begins it, so that it runs once whatever the executor does.
 *
 * <p>Threading: see {@link Place}.
 *
 * <p>Failure: a refused batch, one that would run in the thread that hands it over, and one that a terminated
 * executor still has are run by the dispatcher; the first of them is a warning. A batch that throws is reported.
 */
final class OnExecutor implements Place {
    private static final Logger LOG = System.getLogger(OnExecutor.class.getName());

    private final Places places;
    private final Executor executor;
    private final String who;
    private final AtomicBoolean saidSo = new AtomicBoolean();

    /** The last one handed over; whether it has begun it knows itself. */
    private volatile @Nullable Handover last;

    private boolean entered; // by whoever hands over, one after the other
    private @Nullable Thread runner; // guarded by this

    OnExecutor(Places places, Executor executor, String who) {
        this.places = places;
        this.executor = executor;
        this.who = who;
    }

    /** A batch on its way, to be begun once. */
    private final class Handover implements Runnable {
        private final Runnable batch;
        private final AtomicBoolean begun = new AtomicBoolean();
        private final Thread giver = Thread.currentThread();

        /** Read by the giver only. */
        private boolean given;

        Handover(Runnable batch) {
            this.batch = batch;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // a thread is itself and no other
        public void run() {
            if (Thread.currentThread() == giver && !given) {
                runElsewhere("ran a batch in the thread that handed it over, which would hold up the sender: let it"
                        + " queue its tasks");
            } else if (claim()) {
                runHere(batch);
            }
        }

        private boolean claim() {
            return begun.compareAndSet(false, true);
        }

        void runElsewhere(String why) {
            if (claim()) {
                places.runElsewhere(batch);
                warn(why, null);
            }
        }

        void give() {
            try {
                executor.execute(this);
            } catch (Throwable refused) { // whatever the user's executor throws, the batch must run
                if (claim()) {
                    places.runElsewhere(batch);
                    warn(
                            "refused a batch: stop the actor before its executor, and let the executor take every task",
                            refused);
                }
            } finally {
                given = true;
            }
        }
    }

    @Override
    public void execute(Runnable batch) {
        Handover handover = new Handover(batch);
        last = handover;
        if (!entered) {
            entered = true; // not before: a cell that could not be entered in its tree never comes here
            places.entered(this);
        }
        if (isShutDown()) {
            handover.runElsewhere("was shut down: stop the actor before its executor");
        } else {
            handover.give();
        }
    }

    private boolean isShutDown() {
        return says(ExecutorService::isShutdown);
    }

    /** What the user's executor says of itself; no when it throws instead. */
    private boolean says(Predicate<ExecutorService> question) {
        try {
            return executor instanceof ExecutorService service && question.test(service);
        } catch (RuntimeException odd) {
            return false;
        }
    }

    /** Whether it can be known that the executor will run nothing any more. */
    boolean canTerminate() {
        return executor instanceof ExecutorService;
    }

    /** Runs elsewhere what a terminated executor has not begun. */
    void look() {
        Handover waiting = last;
        if (waiting != null && !waiting.begun.get() && says(ExecutorService::isTerminated)) {
            waiting.runElsewhere("was shut down with a batch in its queue: stop the actor before its executor");
        }
    }

    private void warn(String what, @Nullable Throwable cause) {
        if (saidSo.compareAndSet(false, true)) {
            try {
                LOG.log(
                        Level.WARNING,
                        "the executor of " + who + " " + what + ". The system's own threads run what it does not",
                        cause);
            } catch (Throwable _) {
                // what the executor threw cannot be shown, perhaps: nobody who tells the actor something must hear of
                // it
            }
        }
    }

    private void runHere(Runnable batch) {
        boolean interrupted = Thread.interrupted(); // by a task before, which is no concern of this one
        try {
            if (arrives()) {
                runArrived(batch);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt(); // nor is it of this one what the executor makes of that
            }
        }
    }

    private void runArrived(Runnable batch) {
        try {
            batch.run();
        } catch (Throwable failure) {
            Guarded.report(batch, failure);
        } finally {
            leaves();
        }
    }

    private synchronized boolean arrives() {
        if (!places.isOpen()) {
            return false;
        }
        runner = Thread.currentThread();
        return true;
    }

    /** The next batch may have begun already, on another thread. */
    @SuppressWarnings("ReferenceEquality") // as above
    private synchronized void leaves() {
        if (runner == Thread.currentThread()) {
            runner = null;
        }
    }

    /** The environment ends, and with it what still runs. The thread is the user's, so nobody waits for its end. */
    synchronized void interrupt() {
        if (runner != null) {
            runner.interrupt();
        }
    }

    @Override
    public void close() {
        places.left(this);
    }
}
