package dev.parley.fuzz.subject;

import dev.parley.Cancellable;
import dev.parley.fuzz.Finding;
import dev.parley.remote.Endpoint;
import dev.parley.remote.transport.Connection;
import dev.parley.remote.transport.ConnectionHandler;
import dev.parley.remote.transport.DialFailure;
import dev.parley.remote.transport.Listener;
import dev.parley.remote.transport.NodeEnvironment;
import dev.parley.remote.transport.Transport;
import dev.parley.spi.Dispatcher;
import dev.parley.spi.Entropy;
import dev.parley.spi.NodeClock;
import dev.parley.spi.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The world of one node that is fuzzed: one thread, a clock that the test moves, and a network that is the test itself.
 * Much less than the simulation, and so much faster: no threads for handlers, no faults, no other nodes.
 *
 * <p>Threading: one thread. Failure: what a batch or a callback throws comes out of {@link #settle}.
 */
final class QuietWorld implements NodeEnvironment, Transport, Dispatcher, Timers, NodeClock, Entropy {
    /** More steps than these, with nothing new from outside, are a node that never comes to rest. */
    private static final int MAX_STEPS = 100_000;

    private final SplittableRandom chance;
    private final Queue<Runnable> ready = new ArrayDeque<>();
    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparingLong(Alarm::at).thenComparingLong(Alarm::number));
    private long now;
    private long alarmsSet;
    private @Nullable Function<Connection, ConnectionHandler> accepting;
    private @Nullable ConnectionHandler dialling;

    QuietWorld(long seed) {
        chance = new SplittableRandom(seed);
    }

    private record Alarm(long at, long number, Runnable task) {}

    /** Runs whatever is ready until nothing is. */
    void settle() {
        int steps = 0;
        for (Runnable task = ready.poll(); task != null; task = ready.poll()) {
            task.run();
            steps++;
            if (steps > MAX_STEPS) {
                throw new Finding("the node never comes to rest");
            }
        }
    }

    /** Lets time pass, alarm by alarm. */
    void pass(Duration time) {
        long until = now + time.toNanos();
        settle();
        for (Alarm next = alarms.peek(); next != null && next.at() <= until; next = alarms.peek()) {
            alarms.poll();
            now = Math.max(now, next.at());
            next.task().run();
            settle();
        }
        now = until;
    }

    /** The node's handler for a connection that somebody else opens. */
    ConnectionHandler accepted(Connection connection) {
        if (accepting == null) {
            throw new IllegalStateException("the node does not listen");
        }
        return accepting.apply(connection);
    }

    /** The handler of the node's latest dial, once; null when it has not dialled. */
    @Nullable
    ConnectionHandler takeDial() {
        ConnectionHandler latest = dialling;
        dialling = null;
        return latest;
    }

    @Override
    public void execute(Runnable task) {
        ready.add(task);
    }

    @Override
    public Listener bind(Endpoint at, Function<Connection, ConnectionHandler> accepted) {
        accepting = accepted;
        return new Listener() {
            @Override
            public Endpoint at() {
                return at;
            }

            @Override
            public void close() {
                accepting = null;
            }
        };
    }

    @Override
    public boolean isLoopback(String host) {
        return true;
    }

    @Override
    public void dial(Endpoint to, Duration limit, ConnectionHandler handler) {
        ConnectionHandler earlier = dialling;
        if (earlier != null) {
            execute(() -> earlier.onDialFailed(new DialFailure.Refused()));
        }
        dialling = handler;
    }

    @Override
    public Cancellable after(long delayNanos, Runnable task) {
        Alarm alarm = new Alarm(now + Math.max(0, delayNanos), alarmsSet++, () -> ready.add(task));
        alarms.add(alarm);
        return () -> alarms.remove(alarm);
    }

    @Override
    public int batchMessages() {
        return 256;
    }

    @Override
    public void await(BooleanSupplier done) {
        settle();
        if (!done.getAsBoolean()) {
            throw new IllegalStateException("nothing here moves by itself, so nobody may wait for it");
        }
    }

    @Override
    public void wake(Thread waiting) {}

    @Override
    public void fork(Runnable slow) {
        execute(slow);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Instant wall() {
        return Instant.EPOCH.plusNanos(now);
    }

    @Override
    public RandomGenerator stream(String purpose) {
        return chance.split();
    }

    @Override
    public void secure(byte[] out) {
        chance.nextBytes(out);
    }

    @Override
    public Transport transport() {
        return this;
    }

    @Override
    public NodeClock clock() {
        return this;
    }

    @Override
    public Timers timers() {
        return this;
    }

    @Override
    public Dispatcher dispatcher() {
        return this;
    }

    @Override
    public Entropy entropy() {
        return this;
    }

    @Override
    public void close() {
        ready.clear();
        alarms.clear();
    }
}
