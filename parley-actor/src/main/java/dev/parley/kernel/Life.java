package dev.parley.kernel;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.Behavior;
import dev.parley.Cancellable;
import dev.parley.Failure;
import dev.parley.SupervisorStrategy;
import dev.parley.SystemEvent;
import dev.parley.Terminated;
import dev.parley.spi.Environment;
import dev.parley.spi.MessageRef;
import dev.parley.spi.StopsInOrder;
import dev.parley.spi.Watcher;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
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

    /** A restart on its way. */
    private record Comeback(Failure why, long pauseNanos) {}

    private static final Terminated.Reason STOPPED = new Terminated.Stopped();

    private final Cell cell;
    private final Supplier<? extends Actor<?>> factory;
    private final SupervisorStrategy strategy;
    private final LocalContext ctx;
    private final Turn turn;

    private Phase phase = Phase.NEW;
    private @Nullable Actor<Object> instance;
    private Behavior<Object> behavior = (message, context) -> {};

    // made when they are first needed: most actors are never watched and never fail
    private @Nullable Set<Watcher> watchers;
    private @Nullable Supervision supervision;
    private @Nullable Comeback comeback;
    private @Nullable Cancellable pause;
    private @Nullable Throwable escalated;

    private volatile int restarts;
    private volatile Terminated.Reason reason = STOPPED;

    Life(Cell cell, Supplier<? extends Actor<?>> factory, SupervisorStrategy strategy) {
        this.cell = cell;
        this.factory = factory;
        this.strategy = strategy;
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
        if (!(envelope.message instanceof News news) || news.isFromOthers()) {
            ctx.heard();
        }
        @Nullable Throwable failure = turn.handle(envelope, behavior, ctx);
        if (failure != null) {
            fail(failure, !turn.stopAsked());
        } else if (turn.stopAsked()) {
            stop(STOPPED);
        }
    }

    void serve(Command command) {
        switch (command) {
            case Command.Start() -> revive();
            case Command.Stop() -> stop(STOPPED);
            case Command.AddWatcher(Watcher watcher) -> addWatcher(watcher);
            case Command.RemoveWatcher(Watcher watcher) -> removeWatcher(watcher);
            case Command.ChildEnded(MessageRef<?> child, Throwable cause) -> childEnded(child, cause);
            case Command.ChildLate(MessageRef<?> child) -> childLate(child);
            case Command.PauseOver() -> {
                if (phase == Phase.PAUSED) {
                    revive();
                }
            }
        }
    }

    private void addWatcher(Watcher watcher) {
        if (watchers == null) {
            watchers = new LinkedHashSet<>(2);
        }
        watchers.add(watcher);
    }

    private void removeWatcher(Watcher watcher) {
        if (watchers != null) {
            watchers.remove(watcher);
        }
    }

    /** A command came after the end. Any thread. */
    void tooLate(Command command) {
        switch (command) {
            case Command.AddWatcher(Watcher watcher) -> watcher.terminated(cell.ref(), reason);
            case Command.ChildEnded _,
                    Command.ChildLate _,
                    Command.PauseOver _,
                    Command.RemoveWatcher _,
                    Command.Start _,
                    Command.Stop _ -> {}
        }
    }

    // ---- transitions

    @SuppressWarnings("NonAtomicVolatileUpdate") // restarts has one writer
    private void revive() {
        boolean again = phase != Phase.NEW;
        phase = Phase.RUNNING;
        @Nullable Throwable failure = turn.hook(ctx, this::begin);
        if (failure != null) {
            fail(failure, false);
            return;
        }
        if (again) {
            restarts++;
            cell.system().publish(new SystemEvent.Restarted(cell.address(), restarts));
        }
        if (turn.stopAsked()) {
            stop(STOPPED);
        }
    }

    @SuppressWarnings("unchecked") // the factory was given with the ref's own protocol
    private void begin(ActorContext<Object> context) throws Exception {
        @Nullable Actor<Object> made = (Actor<Object>) factory.get();
        if (made == null) {
            throw new IllegalStateException("the factory of " + cell.address() + " gave null: it must make an actor");
        }
        instance = made;
        behavior = made;
        made.onStart(context);
    }

    /** Makes {@code next} the behavior from the next message on. */
    void become(Behavior<Object> next) {
        behavior = next;
    }

    /** {@code canGoOn} is false for an instance that did not start, or that asked for its stop before it failed. */
    private void fail(Throwable cause, boolean canGoOn) {
        cell.system().publish(new SystemEvent.Failed(cell.address(), cause));
        switch (decide(cause)) {
            case Supervision.Decision.Resume() when canGoOn -> {}
            case Supervision.Decision.Restart(long pauseNanos) when !turn.stopAsked() -> restart(cause, pauseNanos);
            case Supervision.Decision.Escalate() -> {
                escalated = cause;
                stop(Thrown.reason(cause));
            }
            case Supervision.Decision.Resume(), Supervision.Decision.Restart(long _), Supervision.Decision.Stop() ->
                stop(Thrown.reason(cause));
        }
    }

    private Supervision.Decision decide(Throwable cause) {
        if (supervision == null) {
            supervision = new Supervision(strategy);
        }
        Environment environment = cell.system().environment();
        return supervision.decide(cause, environment.clock().nanoTime(), environment.entropy().stream("supervision"));
    }

    private void restart(Throwable cause, long pauseNanos) {
        phase = Phase.RESTARTING;
        comeback = new Comeback(Thrown.failure(cause), pauseNanos);
        stopChildren();
        proceed();
    }

    private void stop(Terminated.Reason why) {
        if (phase == Phase.STOPPING || phase == Phase.ENDED) {
            return;
        }
        phase = Phase.STOPPING;
        reason = why;
        stopChildren();
        proceed();
    }

    private void stopChildren() {
        Family family = ctx.familyIfAny();
        if (family == null) {
            return;
        }
        if (instance instanceof StopsInOrder order) {
            family.stopInOrder(order);
        } else {
            family.stopAll();
        }
    }

    private void childLate(MessageRef<?> child) {
        Family family = ctx.familyIfAny();
        if (family != null) {
            family.late(child);
        }
    }

    private void childEnded(MessageRef<?> child, @Nullable Throwable cause) {
        Family family = ctx.familyIfAny();
        if (family != null) {
            family.ended(child);
        }
        if (cause != null && phase == Phase.RUNNING) {
            fail(cause, true);
        } else {
            proceed();
        }
    }

    /** Goes on with a restart or a stop once no child is left. */
    private void proceed() {
        Family family = ctx.familyIfAny();
        if (family != null && !family.children().isEmpty()) {
            return;
        }
        switch (phase) {
            case RESTARTING -> rest(Objects.requireNonNull(comeback));
            case STOPPING -> end();
            case NEW, RUNNING, PAUSED, ENDED -> {}
        }
    }

    private void rest(Comeback next) {
        phase = Phase.PAUSED;
        comeback = null;
        endInstance();
        ctx.cancelOpenings(next.why);
        cell.mailbox().unstashAll();
        if (turn.stopAsked()) {
            stop(STOPPED);
        } else if (next.pauseNanos == 0) {
            cell.command(new Command.PauseOver()); // not by a call: a factory that always fails would nest without end
        } else {
            pause = cell.system()
                    .environment()
                    .timers()
                    .after(next.pauseNanos, () -> cell.command(new Command.PauseOver()));
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
        if (pause != null) {
            pause.cancel();
        }
        endInstance();
        ctx.cancelOpenings(new Failure.TargetDown(reason));
        phase = Phase.ENDED;
        Remains.of(cell, reason);
        cell.system().ended(cell, reason);
        if (watchers != null) {
            watchers.forEach(watcher -> watcher.terminated(cell.ref(), reason));
        }
        cell.commands().close().forEach(this::tooLate);
        cell.parent().childEnded(cell.ref(), escalated);
    }

    // ---- seen from outside

    /** How it ended, once it has. */
    Terminated.Reason reason() {
        return reason;
    }

    /** What lives below it, or null when nothing ever did. */
    @Nullable
    Family familyIfAny() {
        return ctx.familyIfAny();
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
