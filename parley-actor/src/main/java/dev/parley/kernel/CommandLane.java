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
    private static final Command CLOSED = new Command.Stop();
    private static final VarHandle NEWEST;

    static {
        try {
            NEWEST = MethodHandles.lookup().findVarHandle(CommandLane.class, "newest", Command.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile @Nullable Command newest;

    /** Those taken and not served, oldest first. Owner. */
    private @Nullable Command taken;

    /** A lane that was never open. */
    static CommandLane closed() {
        CommandLane lane = new CommandLane();
        lane.newest = CLOSED;
        return lane;
    }

    /** False when the cell has ended and will serve no more. */
    boolean push(Command command) {
        while (true) {
            Command seen = newest;
            if (isClosed(seen)) {
                return false;
            }
            command.next = seen;
            if (NEWEST.compareAndSet(this, seen, command)) {
                return true;
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // the sentinel is one object
    private static boolean isClosed(@Nullable Command command) {
        return command == CLOSED;
    }

    /** Whether nothing came since the last {@link #poll} that gave null. */
    boolean isEmpty() {
        return newest == null;
    }

    /** The next command, or null. */
    @Nullable
    Command poll() {
        if (taken == null && newest != null && !isClosed(newest)) {
            taken = reversed((Command) NEWEST.getAndSet(this, null));
        }
        Command next = taken;
        if (next != null) {
            taken = next.next;
            next.next = null;
        }
        return next;
    }

    /** Closes for ever and gives what was not served. */
    List<Command> close() {
        List<Command> left = new ArrayList<>();
        for (Command command = taken; command != null; command = command.next) {
            left.add(command);
        }
        taken = null;
        Command last = (Command) NEWEST.getAndSet(this, CLOSED);
        for (Command command = isClosed(last) ? null : reversed(last); command != null; command = command.next) {
            left.add(command);
        }
        return left;
    }

    private static @Nullable Command reversed(@Nullable Command newest) {
        Command reversed = null;
        Command walk = newest;
        while (walk != null) {
            Command older = walk.next;
            walk.next = reversed;
            reversed = walk;
            walk = older;
        }
        return reversed;
    }
}
