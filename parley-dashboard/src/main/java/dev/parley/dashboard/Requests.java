package dev.parley.dashboard;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Reads and answers what comes over connections, each request on a virtual thread: so many at a time, and none for
 * ever. Whoever does not end its request, or does not read the answer, loses its connection, since the interrupted
 * thread closes that; one request too many is refused, and the server closes its connection at once.
 *
 * <p>Threading: any thread.
 */
final class Requests implements Executor, AutoCloseable {
    static final int MAX_AT_ONCE = 256;

    /** For a request to come in, to be answered, and for the answer to be taken. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(MAX_AT_ONCE);
    private final Executor later;

    Requests(Duration patience) {
        this.later = CompletableFuture.delayedExecutor(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void execute(Runnable request) {
        if (!places.tryAcquire()) {
            throw new RejectedExecutionException(MAX_AT_ONCE + " requests are being answered");
        }
        try {
            threads.execute(() -> answer(request));
        } catch (RejectedExecutionException closed) {
            places.release();
            throw closed;
        }
    }

    /** Patience begins here: what was cut off before it ran would never give its place back. */
    private void answer(Runnable request) {
        later.execute(Thread.currentThread()::interrupt);
        try {
            request.run();
        } finally {
            places.release();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
