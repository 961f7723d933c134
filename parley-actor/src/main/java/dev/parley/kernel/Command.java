package dev.parley.kernel;

import dev.parley.spi.MessageRef;
import dev.parley.spi.Watcher;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a cell rather than of its actor; served before the next message. One object is one request: it is
 * its own link in the {@link CommandLane}, and is sent once.
 */
abstract sealed class Command {
    /** The next one in its lane. The lane's. */
    @Nullable
    Command next;

    /** Stop before the next message. */
    static final class Stop extends Command {}

    /** Somebody watches. */
    static final class AddWatcher extends Command {
        final Watcher watcher;

        AddWatcher(Watcher watcher) {
            this.watcher = watcher;
        }
    }

    /** Somebody no longer watches. */
    static final class RemoveWatcher extends Command {
        final Watcher watcher;

        RemoveWatcher(Watcher watcher) {
            this.watcher = watcher;
        }
    }

    /** A child has ended; {@code escalated} is what it could not handle, for this actor to fail with. */
    static final class ChildEnded extends Command {
        final MessageRef<?> child;
        final @Nullable Throwable escalated;

        ChildEnded(MessageRef<?> child, @Nullable Throwable escalated) {
            this.child = child;
            this.escalated = escalated;
        }
    }

    /** A child that was asked to stop in its turn takes longer than it may. */
    static final class ChildLate extends Command {
        final MessageRef<?> child;

        ChildLate(MessageRef<?> child) {
            this.child = child;
        }
    }

    /** The pause before a restart is over. */
    static final class PauseOver extends Command {}

    /** Somebody is to hear, once, that an instance has started. */
    static final class OnceStarted extends Command {
        private final Runnable task;
        private final AtomicBoolean heard = new AtomicBoolean();

        OnceStarted(Runnable task) {
            this.task = task;
        }

        void started() {
            if (heard.compareAndSet(false, true)) {
                task.run();
            }
        }
    }
}
