package dev.parley.jvm;

import dev.parley.spi.Dispatcher;
import dev.parley.spi.Entropy;
import dev.parley.spi.Environment;
import dev.parley.spi.NodeClock;
import dev.parley.spi.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The real world: virtual-thread workers that handlers may block, a timer wheel, the JVM's clocks and randomness.
 *
 * <p>Threading: any thread. Nothing is started before it is used; all threads are daemons, and their context class
 * loader is that of the thread which made the environment.
 *
 * <p>Limits: 50,000 workers, of which 64 rest when there is nothing to do. Beside busy workers other virtual threads
 * wait about a millisecond for a carrier: the workers are told once per millisecond whether any do. What a handler
 * makes ready before it blocks waits up to two milliseconds, unless it blocks in a request or in {@code ctx.sleep};
 * else it runs at once. When all carriers are pinned or spin, up to 64 platform threads take over after five
 * milliseconds. An actor on an executor that has terminated goes on within a second.
 *
 * <p>Failure: after {@link #close} work, forks and timers are forgotten, but for {@link Timers.Awaited}s, and threads
 * in {@link Dispatcher#await} get {@link Dispatcher.Closed}. A handler that does not heed interrupts is named in a
 * warning after two seconds and left alone.
 */
public final class JvmEnvironment implements Environment {
    private static final Duration END_LIMIT = Duration.ofSeconds(2);

    private final NodeClock clock = new JvmClock();
    private final Entropy entropy = new JvmEntropy();
    private final WorkerDispatcher dispatcher = new WorkerDispatcher(Workers.sampled(Workers.LIMIT));
    private final TimerWheel timers = new TimerWheel(dispatcher);
    private final AtomicBoolean closed = new AtomicBoolean();

    /** An environment that has started nothing yet. */
    public JvmEnvironment() {
        dispatcher.lookBy(timers);
    }

    @Override
    public NodeClock clock() {
        return clock;
    }

    @Override
    public Timers timers() {
        return timers;
    }

    @Override
    public Dispatcher dispatcher() {
        return dispatcher;
    }

    @Override
    public Entropy entropy() {
        return entropy;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            List<Thread> ending = new ArrayList<>(timers.close());
            ending.addAll(dispatcher.close());
            new Ending(ending).await(END_LIMIT);
        }
    }
}
