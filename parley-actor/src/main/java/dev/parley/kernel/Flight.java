package dev.parley.kernel;

import dev.parley.ActorAddress;
import dev.parley.DropReason;
import java.util.function.Supplier;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.Throttle;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/**
 * What the system tells the JDK's flight recorder. While nobody records, an event is neither made nor timed.
 *
 * <p>Times are the recorder's own, also in a simulation: they go into a recording and come back to no actor, so a
 * simulated run is the same with and without one.
 *
 * <p>Threading: any thread.
 *
 * <p>Limits: dead letters {@code 100/s}, slow turns from {@code 100 ms}; both are settings of the recording.
 */
final class Flight {
    private static final SlowTurn ANY_TURN = new SlowTurn();

    private Flight() {}

    /** Whether turns are timed; asked once for each batch. */
    static boolean timesTurns() {
        return ANY_TURN.isEnabled();
    }

    /** Begins to time a turn or a hook. */
    static SlowTurn turn() {
        SlowTurn turn = new SlowTurn();
        turn.begin();
        return turn;
    }

    /** An actor has a new instance. */
    static void restarted(Cell cell, long restarts, Incidents.@Nullable Comeback comeback) {
        Restart event = new Restart();
        if (event.shouldCommit()) {
            event.actor = cell.address().toString();
            event.restarts = restarts;
            if (comeback != null) {
                event.cause = comeback.why().type() + ": " + comeback.why().text();
                event.pause = comeback.pauseNanos();
            }
            event.commit();
        }
    }

    /** A message was not handled. */
    static void lost(Object message, Supplier<ActorAddress> target, DropReason reason) {
        DeadLetter event = new DeadLetter();
        if (event.shouldCommit()) {
            event.target = target.get().toString();
            event.message = message.getClass().getName();
            event.reason = reason.name();
            event.commit();
        }
    }

    /** A turn or a hook that took long. */
    @Name("dev.parley.SlowTurn")
    @Label("Slow Turn")
    @Description("A handler or a hook of an actor that took longer than the threshold")
    @Category("Parley")
    @Threshold("100 ms")
    @StackTrace(false)
    static final class SlowTurn extends Event {
        @Label("Actor")
        @Nullable
        String actor;

        @Label("Message")
        @Description("Class of the message; onStart with the factory, or onStop, for a hook")
        @Nullable
        String message;

        @Label("Failure")
        @Description("Class of what was thrown, if anything was")
        @Nullable
        String failure;

        /** It is over; {@code message} names a hook. */
        void end(Cell cell, String hook, @Nullable Throwable thrown) {
            end();
            if (shouldCommit()) {
                message = hook;
                fill(cell, thrown);
            }
        }

        /** It is over. */
        void end(Cell cell, Envelope envelope, @Nullable Throwable thrown) {
            end();
            if (shouldCommit()) {
                message = envelope.original().getClass().getName();
                fill(cell, thrown);
            }
        }

        private void fill(Cell cell, @Nullable Throwable thrown) {
            actor = cell.address().toString();
            failure = thrown == null ? null : thrown.getClass().getName();
            commit();
        }
    }

    /** An actor has a new instance. */
    @Name("dev.parley.Restart")
    @Label("Restart")
    @Description("An actor failed and has a new instance")
    @Category("Parley")
    @StackTrace(false)
    static final class Restart extends Event {
        @Label("Actor")
        @Nullable
        String actor;

        @Label("Restarts")
        @Description("Since the actor's spawn")
        long restarts;

        @Label("Cause")
        @Nullable
        String cause;

        @Label("Pause")
        @Description("How long the actor was to wait before it")
        @Timespan(Timespan.NANOSECONDS)
        long pause;
    }

    /** A message was not handled. */
    @Name("dev.parley.DeadLetter")
    @Label("Dead Letter")
    @Description("A message that nobody handled; the stack trace is the sender's where it was refused at once")
    @Category("Parley")
    @Throttle("100/s")
    static final class DeadLetter extends Event {
        @Label("Target")
        @Nullable
        String target;

        @Label("Message")
        @Description("Class of the message")
        @Nullable
        String message;

        @Label("Reason")
        @Nullable
        String reason;
    }
}
