package dev.parley.testkit;

import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.ActorSystem;
import dev.parley.Cancellable;
import dev.parley.ReplyTo;
import dev.parley.Request;
import dev.parley.Terminated;
import dev.parley.spi.Dispatcher;
import dev.parley.spi.Environment;
import dev.parley.spi.NodeClock;
import dev.parley.spi.SystemAccess;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An actor that keeps what it gets until the test asks for it. Requests stay open until {@link #reply}. The ends of
 * actors that it watches are kept apart from messages, and like those of any watcher come after the last message.
 *
 * <p>Threading: {@link #ref} for any thread, the rest for the thread of the test. In a simulation waiting moves the
 * virtual time.
 *
 * <p>Limits: keeps all that comes.
 *
 * <p>Failure: what was expected and did not come, or came and was not expected, is an {@link AssertionError}.
 *
 * @param <M> the protocol
 */
public final class TestProbe<M> {
    private static final Duration WATCH_LIMIT = Duration.ofSeconds(10);
    private static final long LONGEST_PART_NANOS = Duration.ofMinutes(30).toNanos();

    private final Environment environment;
    private final ActorRef<M> ref;
    private final ConcurrentLinkedQueue<M> received = new ConcurrentLinkedQueue<>();
    private final ConcurrentHashMap<ActorRef<?>, Watching> watches = new ConcurrentHashMap<>();
    private final IdentityHashMap<Request<?, ?>, Deque<ReplyTo<?>>> open = new IdentityHashMap<>();
    private volatile @Nullable Thread waiting;

    /** What the probe asks itself to watch. */
    private record Watch(ActorRef<?> target) {}

    private sealed interface Watching {
        record Begun() implements Watching {}

        record Over(Terminated end) implements Watching {}
    }

    @SuppressWarnings("unchecked") // it handles anything; its own messages are private, so nobody else sends them
    private TestProbe(ActorSystem system) {
        environment = ((SystemAccess) system).environment();
        ActorRef<Object> self = system.spawn(() -> this::receive);
        ref = (ActorRef<M>) (ActorRef<?>) self;
    }

    /** Starts a probe in a system. */
    public static <M> TestProbe<M> start(ActorSystem system) {
        return new TestProbe<>(system);
    }

    /** What others send to. */
    public ActorRef<M> ref() {
        return ref;
    }

    /** The next message, which must come within {@code limit}. */
    public M expect(Duration limit) {
        await(() -> !received.isEmpty(), limit);
        M next = received.poll();
        if (next == null) {
            throw new AssertionError("expected a message within " + limit + ", and none came to " + ref);
        }
        return next;
    }

    /**
     * The next message, which must come within {@code limit} and be equal to {@code message}. Returns what came, since
     * a {@link #reply} answers this very object.
     */
    public M expectMessage(M message, Duration limit) {
        M next = expect(limit);
        if (!next.equals(message)) {
            throw new AssertionError("expected " + message + ", and this came to " + ref + ": " + next);
        }
        return next;
    }

    /** The next messages, which must all come within {@code limit} and be equal to these, in this order. */
    public void expectMessages(List<? extends M> messages, Duration limit) {
        List<M> come = new ArrayList<>();
        collect(come, () -> come.size() < messages.size(), limit);
        if (!come.equals(messages)) {
            throw new AssertionError(
                    "expected " + messages + " within " + limit + ", and this came to " + ref + ": " + come);
        }
    }

    /** The first message that {@code wanted} accepts, within {@code limit}; those before it are thrown away. */
    public M fishFor(Predicate<? super M> wanted, Duration limit) {
        List<M> come = new ArrayList<>();
        collect(come, () -> come.isEmpty() || !wanted.test(come.getLast()), limit);
        if (come.isEmpty() || !wanted.test(come.getLast())) {
            throw new AssertionError(
                    "nothing that was fished for came to " + ref + " within " + limit + ", but this: " + come);
        }
        return come.getLast();
    }

    /** Takes messages while more are wanted, and until {@code limit} is over. */
    private void collect(List<M> come, BooleanSupplier more, Duration limit) {
        long endNanos = environment.clock().nanoTime() + NodeClock.nanos(limit);
        while (more.getAsBoolean()) {
            long leftNanos = endNanos - environment.clock().nanoTime();
            await(() -> !received.isEmpty(), Duration.ofNanos(Math.max(0, leftNanos)));
            M next = received.poll();
            if (next == null) {
                return;
            }
            come.add(next);
        }
    }

    /** The next message, which must come within {@code limit} and be of that type. */
    public <T extends M> T expect(Class<T> type, Duration limit) {
        M next = expect(limit);
        if (!type.isInstance(next)) {
            throw new AssertionError("expected a " + type.getSimpleName() + ", and this came to " + ref + ": " + next);
        }
        return type.cast(next);
    }

    /** Waits that long, and fails when something comes or has come. */
    public void expectNothing(Duration time) {
        await(() -> !received.isEmpty(), time);
        M next = received.peek();
        if (next != null) {
            throw new AssertionError("expected nothing for " + time + ", and this came to " + ref + ": " + next);
        }
    }

    /**
     * Watches an actor for {@link #expectTerminated}; returns when the watch has begun. Where the end of one that had
     * this ref was heard before, it is forgotten, and that of who has it now is awaited.
     */
    @SuppressWarnings("unchecked") // the probe handles anything
    public void watch(ActorRef<?> other) {
        if (watches.get(other) instanceof Watching.Begun) {
            return;
        }
        watches.remove(other);
        ((ActorRef<Object>) (ActorRef<?>) ref).tell(new Watch(other));
        await(() -> watches.containsKey(other), WATCH_LIMIT);
        if (!watches.containsKey(other)) {
            throw new AssertionError(ref + " could not begin to watch " + other + " within " + WATCH_LIMIT);
        }
    }

    /** The end of an actor, which must come within {@code limit}; watches it if {@link #watch} was not called. */
    public Terminated expectTerminated(ActorRef<?> other, Duration limit) {
        if (!watches.containsKey(other)) {
            watch(other);
        }
        await(() -> watches.get(other) instanceof Watching.Over, limit);
        if (watches.get(other) instanceof Watching.Over(Terminated end)) {
            return end;
        }
        throw new AssertionError("expected the end of " + other + " within " + limit + ", and it did not come");
    }

    /** Answers a request that was received; of several who asked with the same object, the first that has no answer. */
    @SuppressWarnings("unchecked") // kept under the request that it answers
    public <R> void reply(Request<?, R> request, R value) {
        @Nullable ReplyTo<R> to;
        synchronized (open) {
            Deque<ReplyTo<?>> askers = open.get(request);
            to = askers == null ? null : (ReplyTo<R>) askers.poll();
            if (askers != null && askers.isEmpty()) {
                open.remove(request);
            }
        }
        if (to == null) {
            throw new AssertionError(ref + " did not receive this very object, or has answered it: " + request
                    + ". Answer what expect(...) returned");
        }
        to.reply(value);
    }

    private void receive(Object message, ActorContext<Object> ctx) {
        switch (message) {
            case Watch(ActorRef<?> target) -> {
                ctx.watch(target, Watching.Over::new); // first: the test goes on when it sees the next
                watches.put(target, new Watching.Begun());
            }
            case Watching.Over over -> watches.put(over.end().ref(), over);
            default -> keep(message, ctx);
        }
        Thread sleeper = waiting;
        if (sleeper != null) {
            environment.dispatcher().wake(sleeper);
        }
    }

    @SuppressWarnings("unchecked") // whoever has the ref sends messages of its protocol
    private void keep(Object message, ActorContext<Object> ctx) {
        if (message instanceof Request<?, ?> request) {
            ReplyTo<?> to = ctx.replyTo(request);
            synchronized (open) {
                open.computeIfAbsent(request, _ -> new ArrayDeque<>()).add(to);
            }
        }
        received.add((M) message);
    }

    /** In parts, since a simulation takes a wait without end for a deadlock, after some time. */
    private void await(BooleanSupplier done, Duration limit) {
        long leftNanos = NodeClock.nanos(limit);
        long endNanos = environment.clock().nanoTime() + leftNanos;
        do {
            awaitPart(done, Math.min(leftNanos, LONGEST_PART_NANOS));
            leftNanos = endNanos - environment.clock().nanoTime();
        } while (leftNanos > 0 && !done.getAsBoolean());
    }

    private void awaitPart(BooleanSupplier done, long limitNanos) {
        Thread sleeper = Thread.currentThread();
        AtomicBoolean over = new AtomicBoolean();
        waiting = sleeper;
        Cancellable alarm = environment.timers().after(limitNanos, () -> {
            over.set(true);
            environment.dispatcher().wake(sleeper);
        });
        try {
            environment.dispatcher().await(() -> over.get() || done.getAsBoolean());
        } catch (Dispatcher.Closed e) {
            throw new AssertionError("nothing comes to " + ref + " any more: its system has ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a message to " + ref, e);
        } finally {
            alarm.cancel();
            waiting = null;
        }
    }
}
