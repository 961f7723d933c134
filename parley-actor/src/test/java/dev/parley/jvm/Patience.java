package dev.parley.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must come, and says what did not. */
final class Patience {
    static final Duration LIMIT = Duration.ofSeconds(20);

    private Patience() {}

    static void await(String what, CountDownLatch latch) {
        try {
            assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as(what)
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting for: " + what, e);
        }
    }

    static void until(String what, BooleanSupplier holds) {
        long startNanos = System.nanoTime();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime() - startNanos).as(what).isLessThan(LIMIT.toNanos());
            LockSupport.parkNanos(100_000);
        }
    }

    /** Blocks a batch as a handler would, until the test lets it go or the environment is closed. */
    static void block(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
