package dev.parley.jvm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends threads: interrupts them, waits, and interrupts again, for a handler that swallowed the first interrupt may
 * block once more.
 *
 * <p>Threading: the closing thread only; it leaves itself out.
 *
 * <p>Failure: names those that do not end within the limit, and where they are; all are daemons. When the closing
 * thread is interrupted it waits no longer.
 */
final class Ending {
    private static final Logger LOG = System.getLogger(Ending.class.getName());
    private static final Duration PATIENCE = Duration.ofMillis(10);

    private final List<Thread> alive;

    Ending(List<Thread> threads) {
        alive = new ArrayList<>(threads);
        alive.remove(Thread.currentThread());
    }

    void await(Duration limit) {
        long startNanos = System.nanoTime();
        try {
            while (interruptAll() && System.nanoTime() - startNanos < limit.toNanos()) {
                alive.getFirst().join(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        alive.forEach(Ending::name);
    }

    /** True when some have not ended. */
    private boolean interruptAll() {
        alive.removeIf(thread -> !thread.isAlive());
        alive.forEach(Thread::interrupt);
        return !alive.isEmpty();
    }

    private static void name(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        if (stack.length > 0) {
            LOG.log(Level.WARNING, "{0} does not end although it was interrupted: it is at {1}", thread, stack[0]);
        }
    }
}
