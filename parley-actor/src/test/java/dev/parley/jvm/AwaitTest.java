package dev.parley.jvm;

import static dev.parley.jvm.Patience.await;
import static dev.parley.jvm.Patience.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AwaitTest {
    private static final int ROUNDS = Boolean.getBoolean("parley.full") ? 1_000_000 : 30_000;

    private final WorkerDispatcher dispatcher = new WorkerDispatcher(Workers.sampled(Workers.LIMIT));

    @AfterEach
    void close() {
        new Ending(dispatcher.close()).await(Duration.ofSeconds(5));
    }

    @Test
    void returnsAtOnceWhenItIsDone() throws InterruptedException {
        AtomicBoolean looked = new AtomicBoolean();

        dispatcher.await(() -> !looked.compareAndSet(true, true));

        assertThat(looked).isFalse();
    }

    @Test
    void losesNoWakeOfAForeignThread() throws InterruptedException {
        for (int i = 0; i < ROUNDS; i++) {
            awaitOneAnswer();
        }

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void losesNoWakeOfAWorker() {
        CountDownLatch all = new CountDownLatch(8);
        for (int i = 0; i < 8; i++) {
            dispatcher.execute(() -> {
                for (int n = 0; n < ROUNDS / 8; n++) {
                    awaitOneAnswerUnchecked();
                }
                all.countDown();
            });
        }

        await("all requests", all);
    }

    private void awaitOneAnswerUnchecked() {
        try {
            awaitOneAnswer();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitOneAnswer() throws InterruptedException {
        AtomicBoolean answered = new AtomicBoolean();
        Thread asker = Thread.currentThread();
        dispatcher.execute(() -> {
            answered.set(true);
            dispatcher.wake(asker);
        });
        dispatcher.await(answered::get);
    }

    @Test
    void goesOnWaitingWhenWokenForNothing() {
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch waiting = new CountDownLatch(3);
        CountDownLatch over = new CountDownLatch(1);
        Thread waiter = Thread.ofVirtual().start(() -> {
            awaitDone(() -> {
                waiting.countDown();
                return done.get();
            });
            over.countDown();
        });
        until("it looks again at each wake", () -> {
            dispatcher.wake(waiter);
            return waiting.getCount() == 0;
        });
        assertThat(over.getCount()).isOne();

        done.set(true);
        dispatcher.wake(waiter);

        await("the end of the wait", over);
    }

    private void awaitDone(BooleanSupplier done) {
        try {
            dispatcher.await(done);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void endsWhenInterrupted() {
        CompletableFuture<Thread> waiter = new CompletableFuture<>();
        CountDownLatch interrupted = new CountDownLatch(1);
        dispatcher.execute(() -> {
            waiter.complete(Thread.currentThread());
            try {
                dispatcher.await(() -> false);
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });

        waiter.join().interrupt();

        await("the interrupt", interrupted);
    }

    @Test
    void releasesAForeignThreadWhenClosed() {
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicReference<@Nullable InterruptedException> ended = new AtomicReference<>();
        Thread foreign = Thread.ofPlatform().start(() -> {
            try {
                dispatcher.await(() -> {
                    waiting.countDown();
                    return false;
                });
            } catch (InterruptedException e) {
                ended.set(e);
            }
        });
        await("it waits", waiting);

        close();

        until("the foreign thread ends", () -> !foreign.isAlive());
        assertThat(ended.get()).hasMessage("the environment was closed");
    }

    @Test
    void releasesMoreForeignThreadsThanItsTableHasPlaces() {
        int count = 3_000;
        CountDownLatch waiting = new CountDownLatch(count);
        CountDownLatch released = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            Thread.ofVirtual().start(() -> {
                try {
                    dispatcher.await(() -> {
                        waiting.countDown();
                        return false;
                    });
                } catch (InterruptedException e) {
                    released.countDown();
                }
            });
        }
        await("all wait", waiting);

        close();

        await("all are released", released);
    }

    @Test
    void refusesToWaitWhenClosed() {
        close();

        assertThatThrownBy(() -> dispatcher.await(() -> false)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void wakesOnlyThreadsThatWait() {
        CountDownLatch ran = new CountDownLatch(100);
        AtomicReference<@Nullable Thread> worker = new AtomicReference<>();
        for (int i = 0; i < 100; i++) {
            Thread last = worker.get();
            if (last != null) {
                dispatcher.wake(last);
            }
            dispatcher.execute(() -> {
                worker.set(Thread.currentThread());
                ran.countDown();
            });
        }

        await("all batches, although resting workers were woken", ran);
    }
}
