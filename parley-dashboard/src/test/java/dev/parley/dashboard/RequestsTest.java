package dev.parley.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
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
