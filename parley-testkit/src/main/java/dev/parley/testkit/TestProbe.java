package dev.parley.testkit;

import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.ActorSystem;
import dev.parley.Cancellable;
import dev.parley.ReplyTo;
import dev.parley.Request;
import dev.parley.spi.Environment;
import dev.parley.spi.SystemAccess;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An actor that keeps what it gets until the test asks for it. Requests stay open until {@link #reply}.
 *
 * <p>Threading: {@link #ref} for any thread, the rest for the thread of the test. In a simulation waiting moves the
 * virtual time.
 *
 * <p>Failure: what was expected and did not come, or came and was not expected, is an {@link AssertionError}.
 *
 * @param <M> the protocol
 */
public final class TestProbe<M> {
    private final Environment environment;
    private final ActorRef<M> ref;
    private final ConcurrentLinkedQueue<M> received = new ConcurrentLinkedQueue<>();
    private final IdentityHashMap<Request<?, ?>, ReplyTo<?>> open = new IdentityHashMap<>();
    private volatile @Nullable Thread waiting;

    private TestProbe(ActorSystem system) {
        environment = ((SystemAccess) system).environment();
        ref = system.spawn(() -> this::receive);
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

    /** Answers a request that was received. */
    @SuppressWarnings("unchecked") // kept under the request that it answers
    public <R> void reply(Request<?, R> request, R value) {
        @Nullable ReplyTo<R> to;
        synchronized (open) {
            to = (ReplyTo<R>) open.remove(request);
        }
        if (to == null) {
            throw new AssertionError(ref + " did not receive this request, or has answered it: " + request);
        }
        to.reply(value);
    }

    private void receive(M message, ActorContext<M> ctx) {
        if (message instanceof Request<?, ?> request) {
            ReplyTo<?> to = ctx.replyTo(request);
            synchronized (open) {
                open.put(request, to);
            }
        }
        received.add(message);
        Thread sleeper = waiting;
        if (sleeper != null) {
            environment.dispatcher().wake(sleeper);
        }
    }

    private void await(BooleanSupplier done, Duration limit) {
        Thread sleeper = Thread.currentThread();
        AtomicBoolean over = new AtomicBoolean();
        waiting = sleeper;
        Cancellable alarm = environment.timers().after(limit.toNanos(), () -> {
            over.set(true);
            environment.dispatcher().wake(sleeper);
        });
        try {
            environment.dispatcher().await(() -> over.get() || done.getAsBoolean());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a message to " + ref, e);
        } finally {
            alarm.cancel();
            waiting = null;
        }
    }
}
