package dev.parley.kernel;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one cell, in the order of each sender. Has no bound of its own: each command belongs to something that
 * has one (a child, a watch, a stop).
 *
 * <p>Threading: {@link #push}, {@link #isEmpty} from any thread, {@link #poll} and {@link #close} by the thread that
 * runs the cell.
 */
final class CommandLane {
    private record Link(@Nullable Command command, @Nullable Link older) {}

    private static final Link CLOSED = new Link(null, null);

    private final AtomicReference<@Nullable Link> newest = new AtomicReference<>();
    private final ArrayDeque<Command> taken = new ArrayDeque<>(2);

    /** False when the cell has ended and will serve no more. */
    boolean push(Command command) {
        while (true) {
            Link seen = newest.get();
            if (seen == CLOSED) {
                return false;
            }
            if (newest.compareAndSet(seen, new Link(command, seen))) {
                return true;
            }
        }
    }

    /** Whether nothing came since the last {@link #poll} that gave null. */
    boolean isEmpty() {
        return newest.get() == null;
    }

    /** The next command, or null. */
    @Nullable Command poll() {
        if (taken.isEmpty() && newest.get() != null) {
            take(newest.getAndSet(null));
        }
        return taken.poll();
    }

    /** Closes for ever and gives what was not served. */
    ArrayDeque<Command> close() {
        take(newest.getAndSet(CLOSED));
        return taken;
    }

    private void take(@Nullable Link last) {
        ArrayDeque<Command> batch = new ArrayDeque<>();
        for (Link link = last; link != null; link = link.older()) {
            if (link.command() != null) {
                batch.addFirst(link.command());
            }
        }
        taken.addAll(batch);
    }
}
