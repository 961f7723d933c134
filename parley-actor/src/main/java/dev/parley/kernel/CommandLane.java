package dev.parley.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one cell, in the order of each sender. Has no bound of its own: each command belongs to something
 * that has one (a child, a watch, a stop).
 *
 * <p>Threading: {@link #push}, {@link #isEmpty} from any thread, {@link #poll} and {@link #close} by the thread that
 * runs the cell.
 */
final class CommandLane {
    private record Link(Command command, @Nullable Link next) {}

    private static final Link CLOSED = new Link(new Command.Stop(), null);
    private static final VarHandle NEWEST;

    static {
        try {
            NEWEST = MethodHandles.lookup().findVarHandle(CommandLane.class, "newest", Link.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile @Nullable Link newest;

    /** Those taken and not served, oldest first. Owner. */
    private @Nullable Link taken;

    /** False when the cell has ended and will serve no more. */
    boolean push(Command command) {
        while (true) {
            Link seen = newest;
            if (isClosed(seen)) {
                return false;
            }
            if (NEWEST.compareAndSet(this, seen, new Link(command, seen))) {
                return true;
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // the sentinel is one object
    private static boolean isClosed(@Nullable Link link) {
        return link == CLOSED;
    }

    /** Whether nothing came since the last {@link #poll} that gave null. */
    boolean isEmpty() {
        return newest == null;
    }

    /** The next command, or null. */
    @Nullable
    Command poll() {
        if (taken == null && newest != null && !isClosed(newest)) {
            taken = reversed((Link) NEWEST.getAndSet(this, null));
        }
        Link next = taken;
        if (next == null) {
            return null;
        }
        taken = next.next;
        return next.command;
    }

    /** Closes for ever and gives what was not served. */
    List<Command> close() {
        List<Command> left = new ArrayList<>();
        for (Link link = taken; link != null; link = link.next) {
            left.add(link.command);
        }
        taken = null;
        for (Link link = reversed((Link) NEWEST.getAndSet(this, CLOSED)); link != null; link = link.next) {
            left.add(link.command);
        }
        return left;
    }

    private static @Nullable Link reversed(@Nullable Link newest) {
        Link oldest = null;
        for (Link link = newest; link != null; link = link.next) {
            oldest = new Link(link.command, oldest);
        }
        return oldest;
    }
}
