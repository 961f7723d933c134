package dev.parley.kernel;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Behavior;
import dev.parley.Cancellable;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Kind;
import dev.parley.NodeId;
import dev.parley.RemoteSpawnOption;
import dev.parley.ReplyTo;
import dev.parley.Request;
import dev.parley.Result;
import dev.parley.SpawnOption;
import dev.parley.Terminated;
import dev.parley.spi.MessageRef;
import dev.parley.spi.ReplySlot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The context of one cell. Checks that it is its turn, then hands each call to whoever knows.
 *
 * <p>Threading: see {@link ActorContext}.
 */
final class LocalContext implements ActorContext<Object> {
    private final Cell cell;
    private final Turn turn;
    private final Openings openings;
    private final Family family;

    LocalContext(Cell cell, Turn turn) {
        this.cell = cell;
        this.turn = turn;
        this.openings = new Openings(cell.system().config().openPerActor());
        this.family = new Family(cell);
    }

    Openings openings() {
        return openings;
    }

    Family family() {
        return family;
    }

    // ---- who and where

    @Override
    public ActorRef<Object> self() {
        return cell.ref();
    }

    @Override
    public NodeId node() {
        return cell.system().bridge().self();
    }

    @Override
    public List<NodeId> nodes() {
        return cell.system().bridge().nodes();
    }

    @Override
    public <X> ActorRef<X> adapter(Class<X> protocol, Function<? super X, ?> wrap) {
        turn.check();
        return family.adapter(protocol, wrap);
    }

    @Override
    public System.Logger log() {
        return new ActorLogger(cell.address().toString());
    }

    // ---- children

    @Override
    public <C> ActorRef<C> spawn(String name, Supplier<? extends Actor<C>> factory, SpawnOption... options) {
        turn.check();
        Children.checkName(name);
        return family.spawn(Birth.of(cell.system(), name, factory, options));
    }

    @Override
    public <C> ActorRef<C> spawn(Supplier<? extends Actor<C>> factory, SpawnOption... options) {
        turn.check();
        return family.spawn(Birth.unnamed(cell.system(), factory, options));
    }

    @Override
    public <C, A extends Record> ActorRef<C> spawnOn(
            NodeId node, Kind<C, A> kind, A arguments, RemoteSpawnOption... options) {
        turn.check();
        return family.spawnOn(node, kind, arguments, options);
    }

    @Override
    public Optional<ActorRef<?>> child(String name) {
        turn.check();
        return Optional.ofNullable(family.children().named(name));
    }

    @Override
    public List<ActorRef<?>> children() {
        turn.check();
        return List.copyOf(family.children().all());
    }

    @Override
    public void stop(ActorRef<?> child) {
        turn.check();
        family.stop((MessageRef<?>) child);
    }

    // ---- watch, ask, answer

    @Override
    public void watch(ActorRef<?> other, Function<Terminated, ?> wrap) {
        turn.check();
        openings.watch(cell, (MessageRef<?>) other, wrap);
    }

    @Override
    public void unwatch(ActorRef<?> other) {
        turn.check();
        openings.unwatch((MessageRef<?>) other);
    }

    @Override
    public <Q, R> void ask(ActorRef<Q> target, Request<? extends Q, R> request, Function<Result<R>, ?> wrap) {
        ask(target, request, MessageRef.DEFAULT_LIMIT, wrap);
    }

    @Override
    public <Q, R> void ask(
            ActorRef<Q> target, Request<? extends Q, R> request, Duration limit, Function<Result<R>, ?> wrap) {
        turn.check();
        OpenResult open = expect(wrap);
        ((MessageRef<?>) target).send(request, open.slot(cell.system(), limit));
    }

    @Override
    public <T> void pipe(Callable<T> slow, Function<Result<T>, ?> wrap) {
        turn.check();
        OpenResult open = expect(wrap);
        cell.system().environment().dispatcher().fork(() -> open.arrive(outcome(slow)));
    }

    @Override
    public <R> void pipe(Request<?, R> request, Callable<? extends R> slow) {
        turn.check();
        DeferredReply<R> reply = defer(request);
        cell.system().environment().dispatcher().fork(() -> reply.end(outcome(slow)));
    }

    private static Result<?> outcome(Callable<?> slow) {
        try {
            return new Result.Ok<>(slow.call());
        } catch (Throwable thrown) { // whatever the user's code throws is the result
            return new Result.Err<>(Turn.crashed(thrown));
        }
    }

    @SuppressWarnings("unchecked") // the result that arrives is of the request's own R
    private <R> OpenResult expect(Function<Result<R>, ?> wrap) {
        OpenResult open = new OpenResult(cell, openings, (Function<Result<Object>, ?>) (Function<?, ?>) wrap);
        openings.add(open);
        return open;
    }

    @Override
    public <R> void reply(Request<?, R> request, R value) {
        turn.answer(request, new Result.Ok<>(value));
    }

    @Override
    public void reject(Request<?, ?> request, String why) {
        turn.answer(request, new Result.Err<>(new Failure.Rejected(why)));
    }

    @Override
    public <R> ReplyTo<R> replyTo(Request<?, R> request) {
        return defer(request);
    }

    private <R> DeferredReply<R> defer(Request<?, R> request) {
        @Nullable ReplySlot slot = turn.keep(request);
        if (slot != null) {
            openings.add(slot);
        }
        return new DeferredReply<>(cell, slot);
    }

    @Override
    public <T> void forward(ActorRef<? super T> to, T message) {
        turn.check();
        @Nullable ReplySlot slot = turn.take();
        MessageRef<?> target = (MessageRef<?>) to;
        @Nullable DropReason reason = target.deliver(message, slot);
        if (reason != null) {
            cell.system().refused(message, target.address(), reason);
            if (slot != null) {
                slot.complete(new Result.Err<>(target.refusal(reason)));
            }
        }
    }

    // ---- time

    @Override
    public Cancellable after(Duration delay, Object message) {
        return timer(delay.toNanos(), 0, message);
    }

    @Override
    public Cancellable every(Duration period, Object message) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("a period must be positive, not " + period);
        }
        return timer(period.toNanos(), period.toNanos(), message);
    }

    private Cancellable timer(long delayNanos, long periodNanos, Object message) {
        turn.check();
        OwnTimer timer = new OwnTimer(cell, openings, periodNanos, message);
        openings.add(timer);
        timer.start(delayNanos);
        return timer;
    }

    @Override
    public void receiveTimeout(Duration idle, Object message) {
        turn.check();
        openings.idleTimer(idle.isZero() ? null : new IdleTimer(cell, idle.toNanos(), message));
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        turn.check();
        new Sleep(cell.system().environment()).until(duration.toNanos());
    }

    // ---- what comes next

    @Override
    public void become(Behavior<Object> next) {
        turn.check();
        cell.life().become(next);
    }

    @Override
    public void stash() {
        turn.check();
        if (cell.mailbox().stashed() >= cell.system().config().stashMessages()) {
            turn.refuse(DropReason.STASH_FULL);
        } else {
            cell.mailbox().stash(turn.putAside());
        }
    }

    @Override
    public void unstashAll() {
        turn.check();
        cell.mailbox().unstashAll();
    }

    @Override
    public void stop() {
        turn.check();
        turn.askStop();
    }
}
