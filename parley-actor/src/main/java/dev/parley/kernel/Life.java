package dev.parley.kernel;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.Behavior;
import dev.parley.Failure;
import dev.parley.SupervisorStrategy;
import dev.parley.Terminated;
import dev.parley.spi.Environment;
import dev.parley.spi.MessageRef;
import dev.parley.spi.StopsInOrder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
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
 * <p>Threading: the thread that runs the cell; {@link #reason}, {@link #taken}, {@link #handled}, {@link #restarts},
 * {@link #type} and {@link #tooLate} from any. There are as many of these as there are actors, so a field here must be
 * worth its bytes: what few need is in {@link Incidents}, what a turn needs in {@link Turn}.
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

    static final Terminated.Reason STOPPED = new Terminated.Stopped();

    private static final Behavior<Object> NOBODY = (message, context) -> {};
    private static final VarHandle TAKEN;
    private static final VarHandle HANDLED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TAKEN = lookup.findVarHandle(Life.class, "taken", long.class);
            HANDLED = lookup.findVarHandle(Life.class, "handled", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final LocalContext ctx;
    private final Supplier<? extends Actor<?>> factory;
    private final SupervisorStrategy strategy;

    private Phase phase = Phase.NEW;
    private @Nullable Actor<Object> instance;
    private Behavior<Object> behavior = NOBODY;
    private volatile @Nullable Incidents incidents;

    // snapshots read these through TAKEN and HANDLED
    private long taken;
    private long handled;

    Life(Cell cell, Supplier<? extends Actor<?>> factory, SupervisorStrategy strategy) {
        this.factory = factory;
        this.strategy = strategy;
        this.ctx = new LocalContext(cell);
    }

    private Cell cell() {
        return ctx.cell();
    }

    private Turn currentTurn() {
        return ctx.cell().turn();
    }

    private Incidents incidents() {
        Incidents known = incidents;
        if (known == null) {
            known = new Incidents(strategy);
            incidents = known;
        }
        return known;
    }

    // ---- what a batch asks

    boolean isOver() {
        return phase == Phase.ENDED;
    }

    /** Whether it goes on only when its children have ended. Of a dormant cell any thread may ask. */
    boolean waitsForChildren() {
        return phase == Phase.RESTARTING || phase == Phase.STOPPING;
    }

    boolean takesMessages() {
        return phase == Phase.RUNNING;
    }

    /** A batch begins: makes the first instance if there was none. */
    void begin() {
        if (phase == Phase.NEW) {
            revive();
        }
    }

    /**
     * Handles one envelope; {@link #settle} must be told what it gives, which is what the user's code threw. If {@code
     * timed} it tells the flight recorder when that takes long.
     */
    @Nullable
    Throwable turn(Turn turn, Envelope envelope, boolean timed) {
        ctx.hear(envelope);
        return turnAgain(turn, envelope, timed);
    }

    /** The same for one that was put aside: whoever sent it was heard when it came. */
    @Nullable
    Throwable turnAgain(Turn turn, Envelope envelope, boolean timed) {
        return timed ? timed(turn, envelope) : turn.handle(envelope, behavior, ctx);
    }

    private @Nullable Throwable timed(Turn turn, Envelope envelope) {
        Flight.SlowTurn timed = Flight.turn();
        @Nullable Throwable failure = turn.handle(envelope, behavior, ctx);
        timed.end(cell(), envelope, failure);
        return failure;
    }

    /** Does what a turn made necessary. */
    void settle(Turn turn, @Nullable Throwable failure) {
        if (failure != null) {
            fail(failure, !turn.stopAsked());
        } else if (turn.stopAsked()) {
            stop(STOPPED);
        }
    }

    void serve(Command command) {
        switch (command) {
            case Command.Stop _ -> stop(STOPPED);
            case Command.AddWatcher add -> incidents().watchers.add(add.watcher);
            case Command.RemoveWatcher remove -> incidents().watchers.remove(remove.watcher);
            case Command.ChildEnded end -> childEnded(end.child, end.escalated);
            case Command.ChildLate late -> childLate(late.child);
            case Command.OnceStarted once -> onceStarted(once);
            case Command.PauseOver _ -> pauseOver();
        }
    }

    private void onceStarted(Command.OnceStarted once) {
        if (cell().hasStarted()) {
            once.started();
        } else {
            incidents().awaitStart.add(once);
        }
    }

    private void pauseOver() {
        if (phase == Phase.PAUSED) {
            revive();
        }
    }

    /** A command came after the end. Any thread. */
    void tooLate(Command command) {
        switch (command) {
            case Command.AddWatcher add -> add.watcher.terminated(cell(), reason());
            case Command.ChildEnded _,
                    Command.ChildLate _,
                    Command.OnceStarted _,
                    Command.PauseOver _,
                    Command.RemoveWatcher _,
                    Command.Stop _ -> {}
        }
    }

    // ---- transitions

    @SuppressWarnings("NonAtomicVolatileUpdate") // it has one writer
    private void revive() {
        boolean again = phase != Phase.NEW;
        phase = Phase.RUNNING;
        @Nullable Throwable failure = timed("onStart", this::makeInstance);
        if (failure != null) {
            fail(failure, false);
            return;
        }
        cell().started();
        if (again) {
            Incidents past = incidents();
            past.restarts++;
            Flight.restarted(cell(), past.restarts, past.lastComeback);
            past.lastComeback = null;
            past.awaitStart.forEach(Command.OnceStarted::started);
            past.awaitStart.clear();
            cell().system().restarted(cell(), past.restarts);
        }
        if (currentTurn().stopAsked()) {
            stop(STOPPED);
        }
    }

    @SuppressWarnings("unchecked") // the factory was given with the ref's own protocol
    private void makeInstance(ActorContext<Object> context) throws Exception {
        @Nullable Actor<Object> made = (Actor<Object>) factory.get();
        if (made == null) {
            throw new IllegalStateException("the factory of " + cell().address() + " gave null: it must make an actor");
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
        cell().system().failed(cell(), cause);
        switch (decide(cause)) {
            case Supervision.Decision.Resume() when canGoOn -> {}
            case Supervision.Decision.Restart(long pauseNanos)
            when !currentTurn().stopAsked() -> restart(cause, pauseNanos);
            case Supervision.Decision.Escalate() -> {
                incidents().escalated = cause;
                stop(Thrown.reason(cause));
            }
            case Supervision.Decision.Resume(), Supervision.Decision.Restart(long _), Supervision.Decision.Stop() ->
                stop(Thrown.reason(cause));
        }
    }

    private Supervision.Decision decide(Throwable cause) {
        Environment environment = cell().system().environment();
        return incidents()
                .supervision
                .decide(cause, environment.clock().nanoTime(), () -> environment.entropy().stream("supervision"));
    }

    private void restart(Throwable cause, long pauseNanos) {
        phase = Phase.RESTARTING;
        incidents().comeback = new Incidents.Comeback(Thrown.failure(cause), pauseNanos);
        stopChildren();
        proceed();
    }

    private void stop(Terminated.Reason why) {
        if (phase == Phase.STOPPING || phase == Phase.ENDED) {
            return;
        }
        phase = Phase.STOPPING;
        if (!why.equals(STOPPED)) {
            incidents().reason = why;
        }
        stopChildren();
        proceed();
    }

    private void stopChildren() {
        Family family = ctx.familyIfAny();
        if (family == null) {
            return;
        }
        family.children().hearEnds(true);
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
            case RESTARTING -> rest(Objects.requireNonNull(incidents().comeback));
            case STOPPING -> end();
            case NEW, RUNNING, PAUSED, ENDED -> {}
        }
    }

    private void rest(Incidents.Comeback next) {
        phase = Phase.PAUSED;
        incidents().comeback = null;
        incidents().lastComeback = next;
        Family family = ctx.familyIfAny();
        if (family != null) {
            family.allEnded();
        }
        endInstance();
        ctx.cancelOpenings(next.why());
        cell().mailbox().unstashAll();
        if (currentTurn().stopAsked()) {
            stop(STOPPED);
        } else if (next.pauseNanos() == 0) {
            // not by a call: a factory that always fails would nest without end
            cell().command(new Command.PauseOver());
        } else {
            incidents().pause = cell().system()
                    .environment()
                    .timers()
                    .after(next.pauseNanos(), () -> cell().command(new Command.PauseOver()));
        }
    }

    private void endInstance() {
        Actor<Object> ending = instance;
        if (ending != null) {
            Incidents past = incidents;
            if (past != null) {
                past.type = ending.getClass();
            }
            instance = null;
            behavior = NOBODY;
            @Nullable Throwable failure = timed("onStop", ending::onStop);
            if (failure != null) {
                cell().system().failed(cell(), failure);
            }
        }
    }

    private @Nullable Throwable timed(String what, Hook hook) {
        Flight.SlowTurn timed = Flight.turn();
        @Nullable Throwable failure = currentTurn().hook(ctx, hook);
        timed.end(cell(), what, failure);
        return failure;
    }

    private void end() {
        @Nullable Incidents past = incidents;
        if (past != null && past.pause != null) {
            past.pause.cancel();
        }
        endInstance();
        Terminated.Reason why = reason();
        ctx.cancelOpenings(new Failure.TargetDown(why));
        phase = Phase.ENDED;
        Cell cell = cell();
        Remains.of(cell, why);
        cell.system().ended(cell, why);
        if (past != null) {
            past.watchers.forEach(watcher -> watcher.terminated(cell, why));
        }
        cell.closeCommands().forEach(this::tooLate);
        cell.parent().childEnded(cell, past == null ? null : past.escalated);
    }

    // ---- seen from outside

    /** How it ended, once it has. */
    Terminated.Reason reason() {
        Incidents past = incidents;
        return past == null ? STOPPED : past.reason;
    }

    /** What lives below it, or null when nothing ever did. */
    @Nullable
    Family familyIfAny() {
        return ctx.familyIfAny();
    }

    /** So many envelopes were taken from the mailbox for good. */
    void countTaken(int envelopes) {
        TAKEN.setOpaque(this, taken + envelopes);
    }

    /** Envelopes taken from the mailbox for good; with those that are queued there that is all that entered. */
    long taken() {
        return (long) TAKEN.getOpaque(this);
    }

    /** A turn ended without a failure. */
    void countHandled() {
        HANDLED.setOpaque(this, handled + 1);
    }

    /** Turns ended without a failure. */
    long handled() {
        return (long) HANDLED.getOpaque(this);
    }

    long restarts() {
        Incidents past = incidents;
        return past == null ? 0 : past.restarts;
    }

    /** The name of the instance's class, or of the last one's; empty where there is none yet. May be late. */
    String type() {
        Actor<Object> now = instance;
        if (now != null) {
            return name(now.getClass());
        }
        Incidents past = incidents;
        Class<?> last = past == null ? null : past.type;
        return last == null ? "" : name(last);
    }

    /** Without the number that the JVM gives to a hidden class, which a lambda's is. */
    private static String name(Class<?> type) {
        String name = type.getName();
        int number = name.indexOf('/');
        return number < 0 ? name : name.substring(0, number);
    }

    /** Runs {@code hook} of the user's code as a turn without a message. */
    @FunctionalInterface
    interface Hook {
        void run(ActorContext<Object> ctx) throws Exception;
    }
}
