package dev.parley.kernel;

import dev.parley.spi.MessageRef;
import dev.parley.spi.Watcher;
import org.jspecify.annotations.Nullable;

/** What is asked of a cell rather than of its actor; served before the next message. */
sealed interface Command {
    /** Make the first instance. */
    record Start() implements Command {}

    /** Stop before the next message. */
    record Stop() implements Command {}

    /** Somebody watches. */
    record AddWatcher(Watcher watcher) implements Command {}

    /** Somebody no longer watches. */
    record RemoveWatcher(Watcher watcher) implements Command {}

    /** A child has ended; {@code escalated} is what it could not handle, for this actor to fail with. */
    record ChildEnded(MessageRef<?> child, @Nullable Throwable escalated) implements Command {}

    /** A child that was asked to stop in its turn takes longer than it may. */
    record ChildLate(MessageRef<?> child) implements Command {}

    /** The pause before a restart is over. */
    record PauseOver() implements Command {}
}
