package dev.parley.remote.tcp;

import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.RejectedExecutionHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a node's network: a platform thread, so that the kernel shares out processors between it and busy
 * actors; a daemon, so that it keeps no process alive. It starts with the first task.
 *
 * <p>A single loop instead of a group of one: a group ends with the help of a global, non-daemon thread that outlives
 * it.
 *
 * <p>Threading: any thread; {@link #close} not on the loop.
 */
final class NetworkLoop {
    /** Tasks run this long before sockets are looked at again: a flood of them must not stop the reading. */
    private static final long TASKS_MILLIS = 10;

    /** For callbacks that still run when the loop is told to end. */
    private static final Duration ENDING = Duration.ofSeconds(5);

    private static final String NAME = "parley-network";

    static {
        // Global to the JVM, hence only where nobody has asked for another level: tracking costs on every buffer.
        if (System.getProperty("io.netty.leakDetection.level") == null) {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
    }

    private final SingleThreadIoEventLoop loop = new SingleThreadIoEventLoop(
            null,
            this::thread,
            NioIoHandler.newFactory(),
            Integer.MAX_VALUE,
            RejectedExecutionHandlers.reject(),
            TASKS_MILLIS);

    private volatile @Nullable Thread thread;

    EventLoop eventLoop() {
        return loop;
    }

    /** Tells the threads of several nodes in one JVM apart. */
    void nameAfter(Object address) {
        Thread running = thread;
        if (running != null && running.getName().equals(NAME)) {
            running.setName(NAME + " " + address);
        }
    }

    /** Closes what is registered and ends the thread. Returns when it has ended. */
    void close() throws InterruptedException {
        end();
        Thread running = thread;
        if (loop.awaitTermination(ENDING.toMillis(), TimeUnit.MILLISECONDS) && running != null) {
            running.join(ENDING);
        }
    }

    /** Begins to end; from any thread. */
    void end() {
        var _ = loop.shutdownGracefully(0, ENDING.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Thread thread(Runnable body) {
        Thread created = new FastThreadLocalThread(body, NAME);
        created.setDaemon(true);
        thread = created;
        return created;
    }
}
