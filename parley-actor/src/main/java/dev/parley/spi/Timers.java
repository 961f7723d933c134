package dev.parley.spi;

import dev.parley.Cancellable;

/** Work for later. A timer never runs code itself: it hands the task to the dispatcher when its time has come. */
public interface Timers {
    /** What {@link #after} gives when the environment is closed, and the task is forgotten. */
    Cancellable CLOSED = () -> {};

    /**
     * Hands {@code task} to the dispatcher {@code delayNanos} from now, not earlier. Cancelling stops it if it was not
     * handed over yet. Zero or less is at once.
     */
    Cancellable after(long delayNanos, Runnable task);

    /** A task that must not be forgotten: somebody waits for what it does. */
    interface Awaited extends Runnable {
        /** The environment closes before its time has come. On any thread. */
        void close();
    }
}
