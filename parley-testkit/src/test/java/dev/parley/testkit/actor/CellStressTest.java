package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.ActorSystem;
import dev.parley.DropReason;
import dev.parley.SupervisorStrategy;
import dev.parley.SystemConfig;
import dev.parley.SystemEvent;
import dev.parley.SystemSnapshot;
import dev.parley.Terminated;
import dev.parley.jvm.JvmEnvironment;
import dev.parley.spi.RemoteBridge;
import dev.parley.spi.SystemAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Many threads send, stop, crash and watch at once: no wake-up is lost, no handler runs twice at the same time, the
 * order of each sender holds and the books balance.
 */
class CellStressTest {
    private static final Duration LENGTH = Duration.ofSeconds(Boolean.getBoolean("parley.full") ? 60 : 1);
    private static final int CLOSE_ROUNDS = Boolean.getBoolean("parley.full") ? 500 : 10;

    /** Spawners wait beyond this many actors whose end is due, so that the end of a test is near. */
    private static final int MAX_ENDING = 1_000;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int SENDERS = 6;

    private record Item(int sender, int number) {}

    private final ActorWorld.Real world = new ActorWorld.Real();
    private SystemAccess system = world.start(SystemConfig.defaults());
    private final AtomicReference<String> broken = new AtomicReference<>("");

    @BeforeEach
    void isQuietAboutPlannedFailures() {
        java.util.logging.Logger.getLogger("dev.parley.actor").setLevel(java.util.logging.Level.OFF);
    }

    @AfterEach
    void close() {
        java.util.logging.Logger.getLogger("dev.parley.actor").setLevel(null);
        system.close();
        world.close();
    }

    /** Checks that it runs alone and that each sender's numbers grow; fails and pauses now and then. */
    private final class Checker implements Actor<Item> {
        private final AtomicBoolean running;
        private final int[] last;
        private final boolean fails;
        private int turns;

        Checker(AtomicBoolean running, int[] last, boolean fails) {
            this.running = running;
            this.last = last;
            this.fails = fails;
        }

        @Override
        public void onMessage(Item item, ActorContext<Item> ctx) {
            if (!running.compareAndSet(false, true)) {
                broken.set("two handlers of one actor at once");
            }
            try {
                if (item.number() <= last[item.sender()]) {
                    broken.set("sender " + item.sender() + ": " + item.number() + " after " + last[item.sender()]);
                }
                last[item.sender()] = item.number();
                turns++;
                if (fails && turns % 50 == 0) {
                    throw new IllegalStateException("planned");
                }
                if (turns % 64 == 0) {
                    LockSupport.parkNanos(1);
                }
            } finally {
                running.set(false);
            }
        }
    }

    private ActorRef<Item> checker(boolean fails, SupervisorStrategy strategy) {
        AtomicBoolean running = new AtomicBoolean();
        int[] last = new int[SENDERS];
        return system.spawn(() -> new Checker(running, last, fails), strategy);
    }

    @Test
    void keepsOrderAndRunsAloneAndForgetsNothing() throws InterruptedException {
        SupervisorStrategy atOnce = SupervisorStrategy.restart()
                .limit(Integer.MAX_VALUE, Duration.ofMillis(1))
                .backoff(Duration.ZERO, Duration.ofMillis(1));
        List<ActorRef<Item>> targets = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            targets.add(checker(i % 2 == 1, atOnce));
        }
        int[] sent = new int[SENDERS];
        inParallel((sender, random) -> {
            ActorRef<Item> target = targets.get(random.nextInt(targets.size()));
            for (int burst = random.nextInt(8); burst >= 0; burst--) {
                target.tell(new Item(sender, ++sent[sender]));
            }
            if (random.nextInt(16) == 0) {
                LockSupport.parkNanos(1);
            }
        });
        settle();
        SystemSnapshot snapshot = system.snapshot();

        assertThat(broken).hasValue("");
        long total = 0;
        for (int count : sent) {
            total += count;
        }
        long refused = snapshot.refused().getOrDefault(DropReason.MAILBOX_FULL, 0L);
        long failed = snapshot.dropped().getOrDefault(DropReason.HANDLER_FAILED, 0L);
        assertThat(snapshot.handled()).isEqualTo(total - refused - failed);
        assertThat(failed).isPositive();
    }

    @Test
    void tellsEveryWatcherOnceWhileActorsStopAnywhere() throws InterruptedException {
        ConcurrentHashMap<ActorRef<?>, AtomicInteger> ends = new ConcurrentHashMap<>();
        int[] numbers = new int[SENDERS];
        AtomicInteger spawned = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        system.events(event -> {
            if (event instanceof SystemEvent.Ended) {
                ended.incrementAndGet();
            }
        });
        inParallel((sender, random) -> {
            holdBack(spawned, ended);
            ActorRef<Item> target = checker(random.nextBoolean(), SupervisorStrategy.stop());
            spawned.incrementAndGet();
            ends.put(target, new AtomicInteger());
            boolean early = random.nextBoolean();
            if (early) {
                watch(target, ends);
            }
            for (int i = random.nextInt(100); i >= 0; i--) {
                target.tell(new Item(sender, ++numbers[sender]));
            }
            system.stop(target);
            if (!early) {
                watch(target, ends);
            }
            target.tell(new Item(sender, ++numbers[sender]));
        });
        settle();

        assertThat(broken).hasValue("");
        assertThat(spawned.get()).isGreaterThan(100);
        assertThat(ends.values().stream().filter(count -> count.get() != 1)).isEmpty();
        assertThat(system.snapshot().actors()).isEmpty();
    }

    private void watch(ActorRef<?> target, ConcurrentHashMap<ActorRef<?>, AtomicInteger> ends) {
        system.watch(target, end -> {
            AtomicInteger count = ends.get(end.ref());
            if (count == null) {
                broken.set("the end of a stranger");
            } else {
                count.incrementAndGet();
            }
        });
    }

    /** The stop comes while the receiver looks for more: only then could what is sent after it be seen first. */
    @Test
    void aStopIsNotOvertakenByWhatItsSenderSaysNext() throws InterruptedException {
        AtomicInteger spawned = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        inParallel(_ -> Thread.ofPlatform(), (sender, random) -> {
            holdBack(spawned, ended);
            AtomicBoolean handled = new AtomicBoolean();
            ActorRef<String> target = system.spawn(() -> (message, ctx) -> {
                if (message.equals("after the stop")) {
                    broken.set("handled what was sent after the stop");
                }
                handled.set(true);
            });
            spawned.incrementAndGet();
            system.watch(target, _ -> ended.incrementAndGet());
            target.tell("before the stop");
            while (!handled.get()) {
                Thread.onSpinWait();
            }
            for (int i = random.nextInt(60); i > 0; i--) {
                handled.setOpaque(true); // lets some nanoseconds pass
            }
            system.stop(target);
            target.tell("after the stop");
        });
        settle();

        assertThat(broken).hasValue("");
        assertThat(spawned.get()).isGreaterThan(1_000);
    }

    @Test
    void servesCommandsWhileItWaitsForAChildOrForARestart() throws InterruptedException {
        SupervisorStrategy atOnce = SupervisorStrategy.restart()
                .limit(Integer.MAX_VALUE, Duration.ofMillis(1))
                .backoff(Duration.ofNanos(1), Duration.ofNanos(1));
        AtomicInteger ended = new AtomicInteger();
        AtomicInteger spawned = new AtomicInteger();
        inParallel((sender, random) -> {
            holdBack(spawned, ended);
            ActorRef<Object> parent = system.spawn(
                    () -> (message, ctx) -> {
                        if (message instanceof Integer) {
                            ctx.spawn(() -> (_, _) -> {});
                        } else {
                            throw new IllegalStateException("planned");
                        }
                    },
                    atOnce);
            spawned.incrementAndGet();
            system.watch(parent, _ -> ended.incrementAndGet());
            for (int i = random.nextInt(6); i >= 0; i--) {
                parent.tell(random.nextBoolean() ? i : "fail");
            }
            if (random.nextBoolean()) {
                LockSupport.parkNanos(1);
            }
            system.stop(parent);
        });
        settle();

        assertThat(spawned.get()).isGreaterThan(100);
        assertThat(world.await(() -> ended.get() == spawned.get(), PATIENCE))
                .as("%s of %s ended", ended, spawned)
                .isTrue();
        assertThat(system.snapshot().actors()).isEmpty();
    }

    @Test
    void closesWhileOthersSpawnAndSend() {
        for (int round = 0; round < CLOSE_ROUNDS; round++) {
            JvmEnvironment environment = new JvmEnvironment();
            ActorSystem closing =
                    SystemAccess.start(SystemConfig.defaults(), environment, _ -> RemoteBridge.none("short"));
            AtomicInteger living = new AtomicInteger();
            AtomicBoolean refused = new AtomicBoolean();
            Thread spawner = Thread.ofPlatform().start(() -> {
                try {
                    while (true) {
                        ActorRef<String> ref = closing.spawn(() -> (_, ctx) -> ctx.stop());
                        living.incrementAndGet();
                        closing.watch(ref, (Terminated _) -> living.decrementAndGet());
                        ref.tell("stop");
                    }
                } catch (IllegalStateException e) {
                    refused.set(true);
                }
            });
            world.await(() -> living.get() > 0, PATIENCE);
            closing.close();

            assertThat(world.await(refused::get, PATIENCE)).isTrue();
            assertThat(world.await(() -> !spawner.isAlive(), PATIENCE)).isTrue();
            assertThat(closing.snapshot().actors()).isEmpty();
        }
    }

    private static void holdBack(AtomicInteger spawned, AtomicInteger ended) {
        while (spawned.get() - ended.get() > MAX_ENDING) {
            LockSupport.parkNanos(1);
        }
    }

    /** What one of many threads does again and again. */
    @FunctionalInterface
    private interface Step {
        void run(int sender, SplittableRandom random);
    }

    private static void inParallel(Step step) throws InterruptedException {
        inParallel(i -> i % 2 == 0 ? Thread.ofPlatform() : Thread.ofVirtual(), step);
    }

    private static void inParallel(IntFunction<Thread.Builder> threadOf, Step step) throws InterruptedException {
        long endNanos = System.nanoTime() + LENGTH.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            int sender = i;
            threads.add(threadOf.apply(i).start(() -> {
                SplittableRandom random = new SplittableRandom(sender);
                while (System.nanoTime() - endNanos < 0) {
                    step.run(sender, random);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void settle() {
        boolean quiet = world.await(
                () -> ActorContract.imbalance(system.snapshot()) == 0
                        && system.snapshot().actors().stream().allMatch(actor -> actor.queued() == 0),
                PATIENCE);
        assertThat(quiet).as("all was handled: %s", broken).isTrue();
    }
}
