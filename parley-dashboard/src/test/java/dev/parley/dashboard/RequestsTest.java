package dev.parley.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private final CountDownLatch nobodyReads = new CountDownLatch(1);

    private Requests requests = new Requests(Duration.ofHours(1));

    @AfterEach
    void close() {
        requests.close();
    }

    private void sitsThere() {
        try {
            nobodyReads.await();
        } catch (InterruptedException cutOff) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void refusesOneTooMany() {
        for (int i = 0; i < Requests.MAX_AT_ONCE; i++) {
            requests.execute(this::sitsThere);
        }
        assertThatThrownBy(() -> requests.execute(this::sitsThere)).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void cutsOffWhoTakesTooLong() throws Exception {
        requests = new Requests(Duration.ofMillis(1));
        CountDownLatch ended = new CountDownLatch(Requests.MAX_AT_ONCE);
        for (int i = 0; i < Requests.MAX_AT_ONCE; i++) {
            requests.execute(() -> {
                sitsThere();
                ended.countDown();
            });
        }
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatIsCutOffBeforeItBeginsGivesItsPlaceBack() throws Exception {
        requests = new Requests(Duration.ofMillis(1));
        AtomicBoolean busy = new AtomicBoolean(true);
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Thread.startVirtualThread(() -> {
                while (busy.get()) {
                    Thread.onSpinWait(); // keeps a carrier
                }
            });
        }
        for (int i = 0; i < Requests.MAX_AT_ONCE; i++) {
            requests.execute(() -> {});
        }
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS))
                .join(); // as they were cut off
        busy.set(false);

        CountDownLatch together = new CountDownLatch(Requests.MAX_AT_ONCE);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        for (int i = 0; i < Requests.MAX_AT_ONCE; i++) {
            while (!isTaken(() -> meets(together))) {
                assertThat(System.nanoTime()).as("places that are free").isLessThan(deadline);
                Thread.onSpinWait();
            }
        }
        assertThat(together.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private boolean isTaken(Runnable request) {
        try {
            requests.execute(request);
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    /** Waits for the others, however often it is interrupted. */
    private static void meets(CountDownLatch together) {
        together.countDown();
        while (together.getCount() > 0) {
            try {
                together.await();
            } catch (InterruptedException cutOff) {
                // waits on
            }
        }
    }

    @Test
    void runsNothingAfterItsEnd() {
        requests.close();
        for (int i = 0; i <= Requests.MAX_AT_ONCE; i++) {
            assertThatThrownBy(() -> requests.execute(() -> {}))
                    .isInstanceOf(RejectedExecutionException.class)
                    .satisfies(refused ->
                            assertThat(String.valueOf(refused.getMessage())).doesNotContain("are being answered"));
        }
    }
}
