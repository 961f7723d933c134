package dev.parley.jvm;

import dev.parley.spi.Place;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A platform thread for the batches of one actor. It starts with the first batch and ends when the place is closed.
 *
 * <p>Threading: see {@link Place}; there is room for the one batch that can wait.
 *
 * <p>Failure: a thread that does not start leaves its batches to the dispatcher; one warning says so.
 */
final class OwnThread implements Place {
    private static final Logger LOG = System.getLogger(OwnThread.class.getName());

    private final Places places;
    private final Thread thread;
    private volatile @Nullable Runnable next;
    private volatile boolean over;
    private boolean started; // by whoever hands over, one after the other
    private boolean saidSo;

    OwnThread(Places places, String name) {
        this.places = places;
        thread = Thread.ofPlatform()
                .name(name)
                .daemon()
                .inheritInheritableThreadLocals(false)
                .unstarted(this::run);
        thread.setContextClassLoader(places.classLoader());
    }

    Thread thread() {
        return thread;
    }

    @Override
    public void execute(Runnable batch) {
        if (started) {
            next = batch;
            LockSupport.unpark(thread);
        } else if (!over) {
            start(batch);
        }
    }

    private void start(Runnable batch) {
        next = batch;
        try {
            started = places.start(this);
        } catch (OutOfMemoryError noThread) {
            next = null;
            if (!saidSo) {
                saidSo = true;
                LOG.log(
                        Level.WARNING,
                        "the thread of " + thread.getName() + " did not start, so the system's own threads run the"
                                + " actor until it does: raise the limit of threads, or give fewer actors their own",
                        noThread);
            }
            places.runElsewhere(batch);
        }
    }

    private void run() {
        try {
            while (!over && places.isOpen()) {
                Runnable batch = next;
                if (batch == null) {
                    LockSupport.park(this);
                    Thread.interrupted(); // by a library of the user's perhaps, and would not let it park again
                } else {
                    next = null;
                    Guarded.run(batch);
                }
            }
        } finally {
            places.left(this);
        }
    }

    @Override
    public void close() {
        over = true;
        LockSupport.unpark(thread);
    }
}
