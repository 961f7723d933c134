package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits in real time for what happens on other threads. */
final class Patience {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long POLL_NANOS = 1_000_000;

    private Patience() {}

    static void until(String what, BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() - deadlineNanos < 0) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        assertThat(condition.getAsBoolean()).as(what).isTrue();
    }
}
