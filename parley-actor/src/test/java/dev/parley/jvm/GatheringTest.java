package dev.parley.jvm;

import static dev.parley.jvm.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GatheringTest {
    private static final int BATCHES = 1_000;

    private final Workers workers = Workers.sampled(Workers.LIMIT);
    private final WorkerDispatcher dispatcher = new WorkerDispatcher(workers);

    @AfterEach
    void close() {
        new Ending(dispatcher.close()).await(Duration.ofSeconds(5));
    }

    private void handOver(CountDownLatch ran) {
        for (long left = ran.getCount(); left > 0; left--) {
            dispatcher.execute(ran::countDown);
        }
    }

    @Test
    void beginsAllWhenTheLastIsHandedOver() {
        CountDownLatch ran = new CountDownLatch(BATCHES);
        AtomicBoolean quiet = new AtomicBoolean();

        dispatcher.together(() -> {
            handOver(ran);
            quiet.set(ran.getCount() == BATCHES && workers.isQuiet());
        });

        await("all batches", ran);
        assertThat(quiet).as("nobody came before").isTrue();
    }

    @Test
    void beginsThoseOfAnInnerOneWithTheOuter() {
        CountDownLatch ran = new CountDownLatch(2 * BATCHES);
        AtomicBoolean quiet = new AtomicBoolean();

        dispatcher.together(() -> {
            dispatcher.together(() -> handOver(new CountDownLatch(BATCHES)));
            quiet.set(workers.isQuiet());
            handOver(ran);
        });

        await("all batches", ran);
        assertThat(quiet).as("the inner one is not the end").isTrue();
    }

    @Test
    void beginsThemAllTheSameWhenItFails() {
        CountDownLatch ran = new CountDownLatch(BATCHES);

        assertThatThrownBy(() -> dispatcher.together(() -> {
                    handOver(ran);
                    throw new IllegalStateException("planted");
                }))
                .hasMessage("planted");

        await("all batches", ran);
        CountDownLatch after = new CountDownLatch(1);
        handOver(after);
        await("one at once, as ever", after);
    }

    @Test
    void beginsThemWhenItWaitsForOne() {
        Thread waiting = Thread.currentThread();
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<@Nullable Exception> broken = new AtomicReference<>();

        dispatcher.together(() -> {
            dispatcher.execute(() -> {
                done.set(true);
                dispatcher.wake(waiting);
            });
            try {
                dispatcher.await(done::get);
            } catch (InterruptedException e) {
                broken.set(e);
            }
        });

        assertThat(done).isTrue();
        assertThat(broken.get()).isNull();
    }

    @Test
    void leavesAWorkersOwnBatchesToIt() {
        CountDownLatch ran = new CountDownLatch(BATCHES);

        dispatcher.execute(() -> dispatcher.together(() -> handOver(ran)));

        await("all batches", ran);
    }
}
