package dev.parley.remote.link;

import dev.parley.spi.Dispatcher;
import org.jspecify.annotations.Nullable;

/** A thread that waits until something on the loop has come to its end. */
final class Entry {
    private final Dispatcher dispatcher;
    private final Thread waiting = Thread.currentThread();
    private volatile String noted = "";
    private volatile @Nullable String outcome;

    Entry(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** Remembers a detail that may explain the outcome. */
    void note(String detail) {
        noted = detail;
    }

    /** It ended: with the empty text, or with why not. */
    void end(String why) {
        if (outcome == null) {
            outcome = why.isEmpty() || noted.isEmpty() || why.contains(noted) ? why : why + " (" + noted + ")";
            dispatcher.wake(waiting);
        }
    }

    /** Waits for the end. */
    String await() {
        try {
            dispatcher.await(() -> outcome != null);
        } catch (Dispatcher.Closed e) {
            return "the environment was closed";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String ended = outcome;
        return ended == null ? "interrupted" : ended;
    }
}
