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
import dev.parley.spi.ActorNames;
import dev.parley.spi.MessageRef;
import dev.parley.spi.NodeClock;
import dev.parley.spi.ReplySlot;
import dev.parley.spi.RequestTypes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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

    // made when they are first used: most actors have neither
    private @Nullable Openings openings;
    private volatile @Nullable Family family;

    LocalContext(Cell cell) {
        this.cell = cell;
    }

    /** The turn that runs; refuses a call from outside of it. */
    private Turn turn() {
        Turn turn = cell.turn();
        if (!turn.isOf(cell)) {
            throw new IllegalStateException(
                    "ctx of " + cell.address() + " is valid on the thread of its turn and during"
                            + " the turn only: keep ctx.self() and tell it a message instead");
        }
        return turn;
    }

    private void check() {
        turn();
    }

    Cell cell() {
        return cell;
    }

    private Openings openings() {
        Openings known = openings;
        if (known == null) {
            known = new Openings(cell.system().config().openPerActor());
            openings = known;
        }
        return known;
    }

    private Family family() {
        Family known = family;
        if (known == null) {
            known = new Family(cell);
            family = known;
        }
        return known;
    }

    /** What lives below this actor, or null when nothing ever did. Any thread. */
    @Nullable
    Family familyIfAny() {
        return family;
    }

    /** An envelope came. It breaks the silence unless this actor itself brought it about. */
    void hear(Envelope envelope) {
        if (openings != null) {
            News news = envelope.news();
            if (news == null || news.isFromOthers()) {
                openings.heard();
            }
        }
    }

    /** Takes back all that the instance asked for; who waits for it gets {@code failure}. */
    void cancelOpenings(Failure failure) {
        if (openings != null) {
            openings.cancelAll(failure);
            openings = null;
            cell.awaitsSilence(false);
        }
    }

    // ---- who and where

    @Override
    public ActorRef<Object> self() {
        return cell;
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
        check();
        return family().adapter(protocol, wrap);
    }

    @Override
    public System.Logger log() {
        return new ActorLogger(cell.address().toString());
    }

    // ---- children

    @Override
    public <C> ActorRef<C> spawn(String name, Supplier<? extends Actor<C>> factory, SpawnOption... options) {
        check();
        return family().spawn(Birth.of(cell.system(), ActorNames.checked(name), factory, options));
    }

    @Override
    public <C> ActorRef<C> spawn(Supplier<? extends Actor<C>> factory, SpawnOption... options) {
        check();
        return family().spawn(Birth.unnamed(cell.system(), factory, options));
    }

    @Override
    public <C, A extends Record> ActorRef<C> spawnOn(
            NodeId node, Kind<C, A> kind, A arguments, RemoteSpawnOption... options) {
        check();
        return family().spawnOn(node, kind, arguments, options);
    }

    @Override
    public Optional<ActorRef<?>> child(String name) {
        check();
        return Optional.ofNullable(family().children().named(name));
    }

    @Override
    public List<ActorRef<?>> children() {
        check();
        return List.copyOf(family().children().all());
    }

    @Override
    public void stop(ActorRef<?> child) {
        check();
        family().stop((MessageRef<?>) child);
    }

    // ---- watch, ask, answer

    @Override
    public void watch(ActorRef<?> other, Function<Terminated, ?> wrap) {
        check();
        openings().watch(cell, (MessageRef<?>) other, wrap);
    }

    @Override
    public void unwatch(ActorRef<?> other) {
        check();
        openings().unwatch((MessageRef<?>) other);
        cell.mailbox().unwatched((MessageRef<?>) other);
    }

    @Override
    public <Q, R> void ask(ActorRef<Q> target, Request<? extends Q, R> request, Function<Result<R>, ?> wrap) {
        ask(target, request, MessageRef.DEFAULT_LIMIT, wrap);
    }

    @Override
    public <Q, R> void ask(
            ActorRef<Q> target, Request<? extends Q, R> request, Duration limit, Function<Result<R>, ?> wrap) {
        check();
        RequestTypes.check(request); // before a place is reserved for its answer, which would never come
        Objects.requireNonNull(target, "the actor to ask"); // likewise
        Objects.requireNonNull(limit, "limit");
        OpenResult open = expect(wrap);
        ((MessageRef<?>) target).send(request, open.slot(cell.system(), limit));
    }

    @Override
    public <T> void pipe(Callable<T> slow, Function<Result<T>, ?> wrap) {
        check();
        OpenResult open = expect(wrap);
        cell.system().environment().dispatcher().fork(() -> open.arrive(outcome(slow)));
    }

    @Override
    public <R> void pipe(Request<?, R> request, Callable<? extends R> slow) {
        check();
        DeferredReply<R> reply = defer(request);
        if (reply.slot() != null) {
            reply.slot().heldBy(null); // another thread answers, whatever this actor waits for
        }
        cell.system().environment().dispatcher().fork(() -> reply.end(outcome(slow)));
    }

    private static Result<?> outcome(Callable<?> slow) {
        try {
            return new Result.Ok<>(slow.call());
        } catch (Throwable thrown) { // whatever the user's code throws is the result
            return new Result.Err<>(Thrown.failure(thrown));
        }
    }

    @SuppressWarnings("unchecked") // the result that arrives is of the request's own R
    private <R> OpenResult expect(Function<Result<R>, ?> wrap) {
        Objects.requireNonNull(wrap, "the function that makes a message of the result");
        Openings owner = openings();
        OpenResult open = new OpenResult(cell, owner, (Function<Result<Object>, ?>) (Function<?, ?>) wrap);
        owner.add(open);
        return open;
    }

    @Override
    public <R> void reply(Request<?, R> request, R value) {
        turn().answer(request, new Result.Ok<>(value));
    }

    @Override
    public void reject(Request<?, ?> request, String why) {
        turn().answer(request, new Result.Err<>(new Failure.Rejected(why)));
    }

    @Override
    public <R> ReplyTo<R> replyTo(Request<?, R> request) {
        return defer(request);
    }

    private <R> DeferredReply<R> defer(Request<?, R> request) {
        @Nullable ReplySlot slot = turn().slotOf(request);
        if (slot != null) {
            openings().add(slot);
            slot.putOff();
        }
        turn().take(); // only now, since the line before may throw, and then the turn must answer
        return new DeferredReply<>(cell, slot);
    }

    @Override
    public <T> void forward(ActorRef<? super T> to, T message) {
        check();
        MessageRef<?> target = (MessageRef<?>) to;
        Objects.requireNonNull(message, "message");
        @Nullable ReplySlot slot = turn().take();
        if (slot != null) {
            slot.heldBy(null); // the target says who has it now, if it lives here
        }
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
        return timer(NodeClock.nanos(delay), 0, message);
    }

    @Override
    public Cancellable every(Duration period, Object message) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("a period must be positive, not " + period);
        }
        return timer(NodeClock.nanos(period), NodeClock.nanos(period), message);
    }

    private Cancellable timer(long delayNanos, long periodNanos, Object message) {
        check();
        Openings owner = openings();
        OwnTimer timer = new OwnTimer(cell, owner, periodNanos, Objects.requireNonNull(message, "message"));
        owner.add(timer);
        timer.start(delayNanos);
        return timer;
    }

    @Override
    public void receiveTimeout(Duration idle, Object message) {
        check();
        if (idle.isNegative()) {
            throw new IllegalArgumentException("an idle time must not be negative, as " + idle + " is; zero ends it");
        }
        Objects.requireNonNull(message, "message");
        cell.awaitsSilence(!idle.isZero());
        openings().idleTimer(idle.isZero() ? null : new IdleTimer(cell, NodeClock.nanos(idle), message));
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        check();
        new Sleep(cell.system().environment()).until(NodeClock.nanos(duration));
    }

    // ---- what comes next

    @Override
    public void become(Behavior<Object> next) {
        check();
        cell.life().become(Objects.requireNonNull(next, "become needs a behavior"));
    }

    @Override
    public void stash() {
        check();
        if (cell.mailbox().stashed() >= cell.system().config().stashMessages()) {
            turn().refuse(DropReason.STASH_FULL);
        } else {
            turn().putAside();
        }
    }

    @Override
    public void unstashAll() {
        turn().unstash();
    }

    @Override
    public void stop() {
        check();
        turn().askStop();
    }
}
