package dev.parley.spi;

import dev.parley.Cancellable;

/** Work for later. A timer never runs code itself: it hands the task to the dispatcher when its time has come. */
public interface Timers {
    /**
     * Hands {@code task} to the dispatcher {@code delayNanos} from now, not earlier. Cancelling stops it if it was not
     * handed over yet. Zero or less is at once.
     */
    Cancellable after(long delayNanos, Runnable task);
}
