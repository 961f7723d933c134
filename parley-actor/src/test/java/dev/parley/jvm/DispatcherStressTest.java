package dev.parley.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hunts lost wake-ups: tokens hop at random between cells, from inside and outside, through sleeps, requests, yields
 * and gaps in which all workers lie down. Without the sampler, which would repair what it should find.
 */
class DispatcherStressTest {
    private static final boolean FULL = Boolean.getBoolean("parley.full");
    private static final int CELLS = 24;
    private static final int TOKENS = 16;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 256})
    void losesNoTokenWithBatchesOf(int batchMessages) {
        Field field = new Field(Workers.unsampled(Workers.LIMIT), batchMessages);

        assertThat(field.playFor(FULL ? Duration.ofSeconds(40) : Duration.ofSeconds(1)))
                .isPositive();
    }

    @ParameterizedTest
    @CsvSource({"3, 1", "3, 256"})
    void losesNoTokenWhenWorkersAreFew(int workers, int batchMessages) {
        Field field = new Field(Workers.unsampled(workers), batchMessages);
        // a request needs a second worker for its answer: with all of them asking none would be left
        field.asks = false;

        assertThat(field.playFor(FULL ? Duration.ofSeconds(20) : Duration.ofMillis(500)))
                .isPositive();
    }

    @Test
    void runsEachLoneBatchAfterEveryWorkerHasLainDown() {
        WorkerDispatcher dispatcher = new WorkerDispatcher(Workers.unsampled(Workers.LIMIT));
        int rounds = FULL ? 2_000_000 : 20_000;
        for (int round = 0; round < rounds; round++) {
            AtomicBoolean ran = new AtomicBoolean();
            Thread submitter = Thread.currentThread();
            dispatcher.execute(() -> {
                ran.set(true);
                LockSupport.unpark(submitter);
            });
            long startNanos = System.nanoTime();
            while (!ran.get()) {
                LockSupport.parkNanos(1_000_000);
                assertThat(System.nanoTime() - startNanos).isLessThan(Patience.LIMIT.toNanos());
            }
        }
        new Ending(dispatcher.close()).await(Duration.ofSeconds(5));
    }

    @Test
    void losesNoTokenOnOneCarrier() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Djdk.virtualThreadScheduler.parallelism=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DispatcherStressTest.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).as(said).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /** The process with one carrier. */
    public static void main(String[] args) {
        Duration time = FULL ? Duration.ofSeconds(20) : Duration.ofMillis(500);
        new Field(Workers.unsampled(Workers.LIMIT), 2).playFor(time);
        Field few = new Field(Workers.unsampled(3), 256);
        few.asks = false;
        few.playFor(time);
    }

    /** Cells on one dispatcher, and cells that answer. */
    private static final class Field {
        final WorkerDispatcher dispatcher;
        final List<Hopper> cells = new ArrayList<>();
        final List<Hopper> answerers = new ArrayList<>();
        final List<AtomicBoolean> answered = new ArrayList<>();
        final Thread[] askers = new Thread[CELLS];
        final Object lock = new Object();
        boolean asks = true;
        volatile CountDownLatch arrived = new CountDownLatch(0);

        Field(Workers workers, int batchMessages) {
            dispatcher = new WorkerDispatcher(workers);
            for (int i = 0; i < CELLS; i++) {
                int self = i;
                answered.add(new AtomicBoolean());
                cells.add(new Hopper(dispatcher, batchMessages, hops -> onToken(self, hops)));
                answerers.add(new Hopper(dispatcher, batchMessages, this::answer));
            }
        }

        /** Returns the number of rounds. */
        long playFor(Duration time) {
            long startNanos = System.nanoTime();
            long rounds = 0;
            while (System.nanoTime() - startNanos < time.toNanos()) {
                arrived = new CountDownLatch(TOKENS);
                for (int i = 0; i < TOKENS; i++) {
                    anyOf(cells).tell(ThreadLocalRandom.current().nextInt(60));
                    if (ThreadLocalRandom.current().nextInt(4) == 0) {
                        LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(100_000));
                    }
                }
                Patience.await("all tokens of round " + rounds, arrived);
                rounds++;
            }
            new Ending(dispatcher.close()).await(Duration.ofSeconds(5));
            return rounds;
        }

        private void onToken(int self, int hops) {
            act(self, ThreadLocalRandom.current().nextInt(100));
            if (hops == 0) {
                arrived.countDown();
            } else {
                anyOf(cells).tell(hops - 1);
            }
        }

        @SuppressWarnings("ThreadPriorityCheck") // disorder is what it is here for
        private void act(int self, int chance) {
            if (chance < 2) {
                LockSupport.parkNanos(chance * 50_000L + 1);
            } else if (chance < 6) {
                Thread.yield();
            } else if (chance < 9) {
                synchronized (lock) {
                    LockSupport.parkNanos(1_000);
                }
            } else if (chance < 20 && asks) {
                ask(self);
            } else if (chance < 24) {
                Thread wake = Thread.currentThread();
                dispatcher.execute(() -> dispatcher.wake(wake));
            }
        }

        private void ask(int self) {
            AtomicBoolean answer = answered.get(self);
            answer.set(false);
            askers[self] = Thread.currentThread();
            anyOf(answerers).tell(self);
            try {
                dispatcher.await(answer::get);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void answer(int asker) {
            Thread thread = askers[asker];
            answered.get(asker).set(true);
            dispatcher.wake(thread);
        }

        private static Hopper anyOf(List<Hopper> hoppers) {
            return hoppers.get(ThreadLocalRandom.current().nextInt(hoppers.size()));
        }
    }
}
