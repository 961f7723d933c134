package dev.parley.jvm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Slow work, each piece on a virtual thread of its own.
 *
 * <p>Threading: any thread.
 *
 * <p>Failure: what it throws is reported.
 */
final class Forks {
    private static final Logger LOG = System.getLogger(Forks.class.getName());

    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final @Nullable ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
    private final ThreadFactory factory = Thread.ofVirtual()
            .name("parley-fork-", 1)
            .inheritInheritableThreadLocals(false)
            .factory();
    private volatile boolean open = true;

    void start(Runnable slow) {
        Thread thread = factory.newThread(() -> run(slow));
        // first known, then asked whether open: close() finds it, or it is not started
        running.add(thread);
        if (open) {
            thread.start();
        } else {
            running.remove(thread);
        }
    }

    private void run(Runnable slow) {
        Thread thread = Thread.currentThread();
        thread.setContextClassLoader(classLoader);
        try {
            slow.run();
        } catch (Throwable failure) {
            LOG.log(Level.ERROR, "forked work " + slow.getClass().getName() + " threw", failure);
        } finally {
            running.remove(thread);
        }
    }

    /** Starts no more. Returns the threads that run. */
    List<Thread> close() {
        open = false;
        return List.copyOf(running);
    }
}
