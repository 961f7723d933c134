package dev.parley.jvm;

import dev.parley.spi.Dispatcher;
import dev.parley.spi.Place;
import dev.parley.spi.Timers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Batches on virtual-thread workers that may block; those of actors that run apart in their {@link Places}.
 *
 * <p>Threading: any thread.
 *
 * <p>Failure: when closed it forgets what it is given, and {@link #await} ends as {@link Closed}, also for threads that
 * are not its own: nobody is left to make their condition true.
 */
final class WorkerDispatcher implements Dispatcher {
    private static final int BATCH_MESSAGES = 256;

    private final Workers workers;
    private final Forks forks = new Forks();
    private final Places places;

    /** Waiting threads that are no workers; close() must wake them. */
    private final Guests guests = new Guests();

    WorkerDispatcher(Workers workers) {
        this.workers = workers;
        this.places = new Places(workers::submit, Thread::start);
    }

    /** Uses these timers for what it has to look after now and then. */
    void lookBy(Timers timers) {
        places.lookBy(timers);
    }

    @Override
    public void execute(Runnable batch) {
        Worker worker = Worker.current(workers);
        if (worker != null) {
            worker.keep(batch);
        } else if (!Gathering.takes(workers, batch)) {
            workers.submit(batch);
        }
    }

    @Override
    public void together(Runnable handingOver) {
        Gathering.during(workers, handingOver);
    }

    @Override
    public int batchMessages() {
        return BATCH_MESSAGES;
    }

    @Override
    public void await(BooleanSupplier done) throws InterruptedException {
        Worker worker = Worker.current(workers);
        if (worker == null) {
            awaitAsGuest(done);
            return;
        }
        if (done.getAsBoolean()) {
            return;
        }
        worker.blocks();
        try {
            parkUntil(done);
        } finally {
            worker.goesOn();
        }
    }

    private void awaitAsGuest(BooleanSupplier done) throws InterruptedException {
        Gathering.release(workers);
        int place = guests.add();
        try {
            parkUntil(done);
        } finally {
            guests.remove(place);
        }
    }

    private void parkUntil(BooleanSupplier done) throws InterruptedException {
        while (!done.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!workers.isOpen()) {
                throw new Closed();
            }
            LockSupport.park(this);
        }
    }

    @Override
    public void wake(Thread waiting) {
        LockSupport.unpark(waiting);
    }

    @Override
    public void fork(Runnable slow) {
        forks.start(slow);
    }

    @Override
    public Place on(Executor executor, String who) {
        return places.on(executor, who);
    }

    @Override
    public Place onThread(String name) {
        return places.onThread(name);
    }

    /** Starts nothing more. Returns the threads that end now. */
    List<Thread> close() {
        List<Thread> ending = new ArrayList<>(workers.close());
        ending.addAll(forks.close());
        ending.addAll(places.close());
        guests.wakeAll();
        return ending;
    }
}
