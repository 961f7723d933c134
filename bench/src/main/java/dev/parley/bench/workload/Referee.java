package dev.parley.bench.workload;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the first wrong count, because handlers that throw are supervised, and the stop sign.
 *
 * <p>Threading: any thread. Limits: waits {@value #LIMIT_SECONDS} s for an end that does not come.
 */
public final class Referee {
    /** As long an end is waited for. */
    public static final int LIMIT_SECONDS = 120;

    private final AtomicReference<@Nullable String> foul = new AtomicReference<>();
    private volatile boolean stopped;

    /** A handler has seen the wrong number. */
    public void expect(String what, long expected, long counted) {
        if (expected != counted) {
            foul.compareAndSet(null, what + ": " + counted + " instead of " + expected);
        }
    }

    /** Whether senders are to send no more. */
    public boolean isStopped() {
        return stopped;
    }

    /** Has senders send no more. */
    public void stop() {
        stopped = true;
    }

    /** Waits until all is counted. */
    public void await(CountDownLatch end) throws InterruptedException {
        boolean ended = end.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        check();
        if (!ended) {
            throw new WrongCount(end.getCount() + " were not counted within " + LIMIT_SECONDS + " s");
        }
    }

    long await(CompletableFuture<Long> answer) throws InterruptedException {
        try {
            return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new WrongCount("no answer within " + LIMIT_SECONDS + " s: " + e);
        }
    }

    /** What the first wrong number was, if there was one. */
    public Optional<String> foul() {
        return Optional.ofNullable(foul.get());
    }

    private void check() {
        String text = foul.get();
        if (text != null) {
            throw new WrongCount(text);
        }
    }
}
