package dev.parley.kernel;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.Behavior;
import dev.parley.Failure;
import dev.parley.SystemEvent;
import dev.parley.Terminated;
import dev.parley.spi.Environment;
import dev.parley.spi.MessageRef;
import dev.parley.spi.Watcher;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an actor lives: from its first instance over restarts to its end.
 *
 * <pre>
 * NEW -> RUNNING -> RESTARTING (children end) -> PAUSED (back-off) -> RUNNING
 *           \            \                          \
 *            `------------`--------------------------`-> STOPPING (children end) -> ENDED
 * </pre>
 *
 * <p>A restart replaces the instance, not the actor: address, mailbox and the watches of others stay.
 *
 * <p>Threading: the thread that runs the cell; {@link #reason}, {@link #handled}, {@link #restarts} and
 * {@link #tooLate} from any.
 */
final class Life {
    private enum Phase {
        NEW,
        RUNNING,
        RESTARTING,
        PAUSED,
        STOPPING,
        ENDED
    }

    private final Cell cell;
    private final Birth birth;
    private final Supervision supervision;
    private final LocalContext ctx;
    private final Turn turn;
    private final Set<Watcher> watchers = new LinkedHashSet<>(2);

    private Phase phase = Phase.NEW;
    private @Nullable Actor<Object> instance;
    private Behavior<Object> behavior = (message, context) -> {};
    private @Nullable Throwable escalated;
    private long pauseNanos;

    private volatile long restarts;
    private volatile Terminated.Reason reason = new Terminated.Stopped();

    Life(Cell cell, Birth birth) {
        this.cell = cell;
        this.birth = birth;
        this.supervision = new Supervision(birth.strategy());
        this.turn = new Turn(cell);
        this.ctx = new LocalContext(cell, turn);
    }

    // ---- what a batch asks

    boolean isOver() {
        return phase == Phase.ENDED;
    }

    boolean takesMessages() {
        return phase == Phase.RUNNING;
    }

    /** Handles one envelope. */
    void turn(Envelope envelope) {
        if (!(envelope.message instanceof News)) {
            ctx.openings().heard();
        }
        @Nullable Throwable failure = turn.handle(envelope, behavior, ctx);
        if (failure != null) {
            fail(failure);
        } else if (turn.stopAsked()) {
            stop(new Terminated.Stopped());
        }
    }

    void serve(Command command) {
        switch (command) {
            case Command.Start() -> revive();
            case Command.Stop() -> stop(new Terminated.Stopped());
            case Command.AddWatcher(Watcher watcher) -> watchers.add(watcher);
            case Command.RemoveWatcher(Watcher watcher) -> watchers.remove(watcher);
            case Command.ChildEnded(MessageRef<?> child, Throwable cause) -> childEnded(child, cause);
            case Command.PauseOver() -> {
                if (phase == Phase.PAUSED) {
                    revive();
                }
            }
        }
    }

    /** A command came after the end. Any thread. */
    void tooLate(Command command) {
        switch (command) {
            case Command.AddWatcher(Watcher watcher) -> watcher.terminated(cell.ref(), reason);
            case Command.ChildEnded _,
                    Command.PauseOver _,
                    Command.RemoveWatcher _,
                    Command.Start _,
                    Command.Stop _ -> {}
        }
    }

    // ---- transitions

    private void revive() {
        boolean again = phase != Phase.NEW;
        phase = Phase.RUNNING;
        @Nullable Throwable failure = turn.hook(ctx, context -> {
            Actor<Object> made = newInstance();
            instance = made;
            behavior = made;
            made.onStart(context);
        });
        if (failure == null && again) {
            restarts++;
            cell.system().publish(new SystemEvent.Restarted(cell.address(), restarts));
        }
        if (failure != null) {
            fail(failure);
        } else if (turn.stopAsked()) {
            stop(new Terminated.Stopped());
        }
    }

    @SuppressWarnings("unchecked") // the factory was given with the ref's own protocol
    private Actor<Object> newInstance() {
        return (Actor<Object>) birth.factory().get();
    }

    /** Makes {@code next} the behavior from the next message on. */
    void become(Behavior<Object> next) {
        behavior = next;
    }

    private void fail(Throwable cause) {
        cell.system().publish(new SystemEvent.Failed(cell.address(), cause));
        Environment environment = cell.system().environment();
        long nowNanos = environment.clock().nanoTime();
        switch (supervision.decide(cause, nowNanos, environment.entropy().stream("supervision"))) {
            case Supervision.Decision.Resume() -> {}
            case Supervision.Decision.Restart(long nanos) -> restart(cause, nanos);
            case Supervision.Decision.Stop() -> stop(crashed(cause));
            case Supervision.Decision.Escalate() -> {
                escalated = cause;
                stop(crashed(cause));
            }
        }
    }

    private static Terminated.Crashed crashed(Throwable cause) {
        return new Terminated.Crashed(cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }

    private void restart(Throwable cause, long nanos) {
        phase = Phase.RESTARTING;
        pauseNanos = nanos;
        ctx.openings().cancelAll(Turn.crashed(cause));
        ctx.family().stopAll();
        proceed();
    }

    private void stop(Terminated.Reason why) {
        if (phase == Phase.STOPPING || phase == Phase.ENDED) {
            return;
        }
        phase = Phase.STOPPING;
        reason = why;
        ctx.family().stopAll();
        proceed();
    }

    private void childEnded(MessageRef<?> child, @Nullable Throwable cause) {
        ctx.family().ended(child);
        if (cause != null && phase == Phase.RUNNING) {
            fail(cause);
        } else {
            proceed();
        }
    }

    /** Goes on with a restart or a stop once no child is left. */
    private void proceed() {
        if (!ctx.family().children().isEmpty()) {
            return;
        }
        switch (phase) {
            case RESTARTING -> pause();
            case STOPPING -> end();
            case NEW, RUNNING, PAUSED, ENDED -> {}
        }
    }

    private void pause() {
        endInstance();
        cell.mailbox().unstashAll();
        phase = Phase.PAUSED;
        if (pauseNanos == 0) {
            cell.command(new Command.PauseOver()); // not by a call: a factory that always fails would nest without end
        } else {
            cell.system().environment().timers().after(pauseNanos, () -> cell.command(new Command.PauseOver()));
        }
    }

    private void endInstance() {
        Actor<Object> ending = instance;
        if (ending != null) {
            instance = null;
            @Nullable Throwable failure = turn.hook(ctx, ending::onStop);
            if (failure != null) {
                cell.system().publish(new SystemEvent.Failed(cell.address(), failure));
            }
        }
    }

    private void end() {
        endInstance();
        ctx.openings().cancelAll(new Failure.TargetDown(reason));
        phase = Phase.ENDED;
        Remains.of(cell, reason);
        watchers.forEach(watcher -> watcher.terminated(cell.ref(), reason));
        cell.commands().close().forEach(this::tooLate);
        cell.system().ended(cell, reason);
        cell.parent().childEnded(cell.ref(), escalated);
    }

    // ---- seen from outside

    /** How it ended, once it has. */
    Terminated.Reason reason() {
        return reason;
    }

    Family family() {
        return ctx.family();
    }

    /** The deadline of the request being handled. */
    long deadlineNanos() {
        return turn.deadlineNanos();
    }

    long handled() {
        return turn.handled();
    }

    long restarts() {
        return restarts;
    }

    /** Runs {@code hook} of the user's code as a turn without a message. */
    @FunctionalInterface
    interface Hook {
        void run(ActorContext<Object> ctx) throws Exception;
    }
}
