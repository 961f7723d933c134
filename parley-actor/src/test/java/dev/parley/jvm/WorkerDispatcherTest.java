package dev.parley.jvm;

import static dev.parley.jvm.Patience.await;
import static dev.parley.jvm.Patience.block;
import static dev.parley.jvm.Patience.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerDispatcherTest {
    private static final int CARRIERS = Runtime.getRuntime().availableProcessors();

    private final Workers workers = Workers.sampled(Workers.LIMIT);
    private final WorkerDispatcher dispatcher = new WorkerDispatcher(workers);

    @AfterEach
    void close() {
        new Ending(dispatcher.close()).await(Duration.ofSeconds(5));
    }

    @Test
    void runsEveryBatchOfManyThreadsOnce() {
        int threads = 4;
        int each = 20_000;
        AtomicInteger ran = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(threads * each);
        for (int i = 0; i < threads; i++) {
            Thread.ofPlatform().start(() -> {
                for (int n = 0; n < each; n++) {
                    dispatcher.execute(() -> {
                        ran.incrementAndGet();
                        all.countDown();
                    });
                }
            });
        }

        await("all batches", all);

        assertThat(ran).hasValue(threads * each);
    }

    @Test
    void runsOthersWhileTwoHundredBatchesAreBlocked() {
        CountDownLatch blocked = new CountDownLatch(200);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(1_000);
        for (int i = 0; i < 200; i++) {
            dispatcher.execute(() -> {
                blocked.countDown();
                block(release);
            });
        }
        await("all are blocked at once", blocked);

        for (int i = 0; i < 1_000; i++) {
            dispatcher.execute(others::countDown);
        }

        await("the others", others);
        release.countDown();
    }

    @Test
    void seesWhatTheSubmitterWrote() {
        int[] plain = new int[1];
        AtomicReference<@Nullable String> wrong = new AtomicReference<>();
        for (int i = 1; i <= 20_000; i++) {
            int expected = i;
            CountDownLatch ran = new CountDownLatch(1);
            plain[0] = i;
            dispatcher.execute(() -> {
                if (plain[0] != expected) {
                    wrong.set(plain[0] + " instead of " + expected);
                }
                ran.countDown();
            });
            await("batch " + i, ran);
        }

        assertThat(wrong.get()).isNull();
    }

    @Test
    void goesOnAfterBatchesThatThrow() {
        CountDownLatch after = new CountDownLatch(1);
        for (int i = 0; i < 10; i++) {
            dispatcher.execute(() -> {
                throw new StackOverflowError("planted");
            });
        }

        dispatcher.execute(after::countDown);

        await("the batch after", after);
    }

    @Test
    void clearsTheInterruptFlagAfterEachBatch() {
        Queue<Boolean> interrupted = new ConcurrentLinkedQueue<>();
        CountDownLatch all = new CountDownLatch(1_000);
        for (int i = 0; i < 1_000; i++) {
            dispatcher.execute(() -> {
                interrupted.add(Thread.currentThread().isInterrupted());
                Thread.currentThread().interrupt();
                all.countDown();
            });
        }

        await("all batches", all);

        assertThat(interrupted).hasSize(1_000).containsOnly(false);
    }

    @Test
    void forgetsABatchThatHasRun() {
        List<WeakReference<Object>> finished = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            finished.add(runOneThatHoldsSomething());
        }

        until("finished batches are garbage", () -> {
            System.gc();
            return finished.stream().allMatch(held -> held.refersTo(null));
        });
    }

    private WeakReference<Object> runOneThatHoldsSomething() {
        Object held = new Object();
        CountDownLatch ran = new CountDownLatch(1);
        dispatcher.execute(() -> {
            assertThat(held).isNotNull();
            ran.countDown();
        });
        await("the batch", ran);
        return new WeakReference<>(held);
    }

    @Test
    void keepsOnlySixtyFourWorkersThatRest() {
        // without a sampler, which on a starved machine lends a thread of its own to one of the 500
        Workers many = Workers.unsampled(1_000);
        WorkerDispatcher unsampled = new WorkerDispatcher(many);
        CountDownLatch blocked = new CountDownLatch(500);
        CountDownLatch release = new CountDownLatch(1);
        for (int i = 0; i < 500; i++) {
            unsampled.execute(() -> {
                blocked.countDown();
                block(release);
            });
        }
        await("all are blocked", blocked);
        assertThat(many.count()).isGreaterThanOrEqualTo(500);

        release.countDown();

        // each that lies down reads the depth before it pushes, so a few more may slip in
        until("the others end", () -> many.count() <= Workers.KEPT_RESTING + CARRIERS + 1);
        new Ending(unsampled.close()).await(Duration.ofSeconds(5));
    }

    @Test
    void letsWorkWaitAtTheLimitOfWorkers() {
        WorkerDispatcher small = new WorkerDispatcher(Workers.unsampled(2));
        CountDownLatch blocked = new CountDownLatch(2);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch third = new CountDownLatch(1);
        for (int i = 0; i < 2; i++) {
            small.execute(() -> {
                blocked.countDown();
                block(release);
            });
        }
        await("both workers are blocked", blocked);
        small.execute(third::countDown);
        assertThat(third.getCount()).isOne();

        release.countDown();

        await("the third", third);
        new Ending(small.close()).await(Duration.ofSeconds(5));
    }

    @Test
    void runsOthersWhileAllCarriersSpin() {
        AtomicBoolean spin = new AtomicBoolean(true);
        CountDownLatch spinning = new CountDownLatch(CARRIERS);
        CountDownLatch other = new CountDownLatch(10);
        for (int i = 0; i < CARRIERS; i++) {
            dispatcher.execute(() -> {
                spinning.countDown();
                while (spin.get()) {
                    Thread.onSpinWait();
                }
            });
        }
        await("all carriers spin", spinning);

        for (int i = 0; i < 10; i++) {
            dispatcher.execute(other::countDown);
        }

        await("a rescue thread runs the others", other);
        spin.set(false);
    }

    @Test
    void runsWhatABatchHandedOverBeforeItBlocksUnannounced() {
        CountDownLatch over = new CountDownLatch(200);
        for (int i = 0; i < 200; i++) {
            dispatcher.execute(() -> {
                CountDownLatch handedOver = new CountDownLatch(1);
                dispatcher.execute(handedOver::countDown);
                block(handedOver);
                over.countDown();
            });
        }

        await("all that wait for what they handed over", over);
    }

    @Test
    void runsWhatABatchHandedOverBeforeItAwaitsWithoutHelpOfTheSampler() {
        WorkerDispatcher unsampled = new WorkerDispatcher(Workers.unsampled(Workers.LIMIT));
        int count = 20_000;
        CountDownLatch over = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            unsampled.execute(() -> {
                Thread asker = Thread.currentThread();
                AtomicBoolean answered = new AtomicBoolean();
                unsampled.execute(() -> {
                    answered.set(true);
                    unsampled.wake(asker);
                });
                awaitUnchecked(unsampled, answered);
                over.countDown();
            });
        }

        await("all that ask", over);
        new Ending(unsampled.close()).await(Duration.ofSeconds(5));
    }

    @Test
    void runsWhatABlockedBatchHandedOverBesideWorkersThatAreAlwaysBusy() {
        AtomicBoolean busy = new AtomicBoolean(true);
        for (int i = 0; i < CARRIERS * 2; i++) {
            dispatcher.execute(new Runnable() {
                @Override
                public void run() {
                    if (busy.get()) {
                        dispatcher.execute(this);
                    }
                }
            });
        }
        CountDownLatch over = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            dispatcher.execute(() -> {
                CountDownLatch handedOver = new CountDownLatch(1);
                dispatcher.execute(handedOver::countDown);
                block(handedOver);
                over.countDown();
            });
        }

        await("all that wait for what they handed over", over);
        busy.set(false);
    }

    @Test
    void runsWhatABlockedBatchHandedOverBesideWorkFromOutsideThatNeverEnds() {
        for (int i = 1; i < Rings.COUNT; i++) {
            assertThat(workers.ready().rings().claim()).isNotNull();
        }
        CountDownLatch hasTheLastRing = new CountDownLatch(1);
        CountDownLatch othersAreBusy = new CountDownLatch(10_000);
        CountDownLatch over = new CountDownLatch(1);
        dispatcher.execute(() -> {
            dispatcher.execute(hasTheLastRing::countDown);
            block(othersAreBusy);
            CountDownLatch handedOver = new CountDownLatch(1);
            dispatcher.execute(handedOver::countDown);
            block(handedOver);
            over.countDown();
        });
        await("it has the last ring", hasTheLastRing);
        AtomicBoolean busy = new AtomicBoolean(true);
        for (int i = 0; i < CARRIERS * 32; i++) {
            dispatcher.execute(new Runnable() {
                @Override
                public void run() {
                    othersAreBusy.countDown();
                    if (busy.get()) {
                        dispatcher.execute(this);
                    }
                }
            });
        }

        await("the one that waits for what it handed over", over);
        busy.set(false);
    }

    private static void awaitUnchecked(WorkerDispatcher unsampled, AtomicBoolean answered) {
        try {
            unsampled.await(answered::get);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void runsAllThatOneBatchHandsOver() {
        CountDownLatch all = new CountDownLatch(10 * Ring.CAPACITY);
        dispatcher.execute(() -> {
            for (int i = 0; i < 10 * Ring.CAPACITY; i++) {
                dispatcher.execute(all::countDown);
            }
        });

        await("more batches than a ring holds", all);
    }

    @Test
    void runsOthersBesideABatchThatSpinsAndHandsOver() {
        CountDownLatch ran = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        dispatcher.execute(() -> {
            dispatcher.execute(ran::countDown);
            while (ran.getCount() > 0) {
                Thread.onSpinWait();
            }
            over.countDown();
        });

        await("what the spinning one handed over", over);
    }

    /** Its initialiser blocks in a native frame, which pins the carrier, for all who wait for the class as well. */
    private static final class Pin {
        static final CountDownLatch ENTERED = new CountDownLatch(1);
        static final CountDownLatch RELEASE = new CountDownLatch(1);

        private static final class Slow {
            static final long TOUCHED;

            static {
                ENTERED.countDown();
                block(RELEASE);
                TOUCHED = System.nanoTime();
            }
        }
    }

    @Test
    void runsOthersWhileAllCarriersArePinned() {
        CountDownLatch entering = new CountDownLatch(CARRIERS);
        CountDownLatch left = new CountDownLatch(CARRIERS);
        CountDownLatch others = new CountDownLatch(10);
        for (int i = 0; i < CARRIERS; i++) {
            dispatcher.execute(() -> {
                entering.countDown();
                if (Pin.Slow.TOUCHED != 0) {
                    left.countDown();
                }
            });
        }
        await("the first is in the initialiser", Pin.ENTERED);
        await("the rest stand before it", entering);

        for (int i = 0; i < 10; i++) {
            dispatcher.execute(others::countDown);
        }

        await("the others", others);
        Pin.RELEASE.countDown();
        await("the pinned ones", left);
    }

    @Test
    void letsOtherVirtualThreadsRunBesideBusyWorkers() {
        AtomicBoolean busy = new AtomicBoolean(true);
        for (int i = 0; i < CARRIERS * 2; i++) {
            dispatcher.execute(new Runnable() {
                @Override
                public void run() {
                    if (busy.get()) {
                        dispatcher.execute(this);
                    }
                }
            });
        }
        CountDownLatch wokenAgainAndAgain = new CountDownLatch(50);
        Thread canary = Thread.ofVirtual().start(() -> {
            while (wokenAgainAndAgain.getCount() > 0) {
                LockSupport.parkNanos(100_000);
                wokenAgainAndAgain.countDown();
            }
        });

        await("the canary", wokenAgainAndAgain);
        busy.set(false);
        assertThat(canary.isVirtual()).isTrue();
    }

    @Test
    void forksOnAFreshNamedVirtualThread() {
        Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        CountDownLatch both = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            dispatcher.fork(() -> {
                threads.add(Thread.currentThread());
                both.countDown();
            });
        }

        await("both forks", both);

        assertThat(threads).hasSize(2).doesNotHaveDuplicates().allSatisfy(thread -> {
            assertThat(thread.isVirtual()).isTrue();
            assertThat(thread.getName()).startsWith("parley-fork-");
        });
    }
}
