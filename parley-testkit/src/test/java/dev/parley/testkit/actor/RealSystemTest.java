package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.ActorSystem;
import dev.parley.AskException;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Request;
import dev.parley.SpawnOption;
import dev.parley.SupervisorStrategy;
import dev.parley.SystemConfig;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A whole system on real threads: whom a handler that blocks holds up, and what is left at the end. */
@Timeout(120)
class RealSystemTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int MANY = 1_000;

    record Get() implements Request<Object, String> {}

    private static void eventually(BooleanSupplier condition) {
        long endNanos = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - endNanos)
                    .as("came true within %s", SOON)
                    .isNegative();
            LockSupport.parkNanos(200_000);
        }
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("parley-"))
                .collect(Collectors.toSet());
    }

    /** Answers, and blocks in whatever it is told. */
    private static final class Blocker implements Actor<Object> {
        @Override
        public void onMessage(Object message, ActorContext<Object> ctx) throws Exception {
            switch (message) {
                case Get get -> ctx.reply(get, "here");
                case Block block -> block.run();
                default -> throw new IllegalArgumentException(message.toString());
            }
        }
    }

    @FunctionalInterface
    private interface Block {
        void run() throws Exception;
    }

    /** Lets a thousand actors block, and asks another meanwhile. */
    private static void blockingStallsNobodyElse(Block block, Runnable release) throws Exception {
        try (ActorSystem system = ActorSystem.start("test")) {
            CountDownLatch blocked = new CountDownLatch(MANY);
            CountDownLatch over = new CountDownLatch(MANY);
            ActorRef<Object> other = system.spawn(Blocker::new);
            for (int i = 0; i < MANY; i++) {
                system.spawn(Blocker::new).tell((Block) () -> {
                    blocked.countDown();
                    block.run();
                    over.countDown();
                });
            }
            assertThat(blocked.await(1, TimeUnit.MINUTES)).isTrue();
            for (int i = 0; i < 100; i++) {
                assertThat(other.ask(new Get(), SOON)).isEqualTo("here");
            }
            release.run();
            assertThat(over.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    void aLockStallsNobodyElse() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        int[] entered = {0};
        lock.lock();
        blockingStallsNobodyElse(
                () -> {
                    lock.lock();
                    try {
                        entered[0]++;
                    } finally {
                        lock.unlock();
                    }
                },
                lock::unlock);

        assertThat(entered).containsExactly(MANY);
    }

    @Test
    void aMonitorStallsNobodyElse() throws Exception {
        Object monitor = new Object();
        int[] entered = {0};
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Thread holder = Thread.ofPlatform().start(() -> {
            synchronized (monitor) {
                held.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        held.await();
        blockingStallsNobodyElse(
                () -> {
                    synchronized (monitor) {
                        entered[0]++;
                    }
                },
                release::countDown);
        holder.join();

        assertThat(entered).containsExactly(MANY);
    }

    @Test
    void aWaitInAMonitorStallsNobodyElse() throws Exception {
        Object monitor = new Object();
        boolean[] open = {false};
        blockingStallsNobodyElse(
                () -> {
                    synchronized (monitor) {
                        while (!open[0]) {
                            monitor.wait();
                        }
                    }
                },
                () -> {
                    synchronized (monitor) {
                        open[0] = true;
                        monitor.notifyAll();
                    }
                });
    }

    @Test
    void aNestedRequestStallsNobodyElse() throws Exception {
        try (ActorSystem system = ActorSystem.start("slow")) {
            CountDownLatch release = new CountDownLatch(1);
            ActorRef<Object> slow = system.spawn(Blocker::new);
            slow.tell((Block) release::await);
            blockingStallsNobodyElse(() -> slow.ask(new Get(), MINUTE), release::countDown);
        }
    }

    /** As many as a hundred actors may have with the default limit. */
    @Test
    void servesOthersWhileAMillionTimersArePending() throws Exception {
        Block arm = () -> {};
        CountDownLatch armed = new CountDownLatch(100);
        try (ActorSystem system = ActorSystem.start("test")) {
            for (int i = 0; i < 100; i++) {
                system.<Object>spawn(() -> (message, ctx) -> {
                            for (int timer = 0; timer < 10_000; timer++) {
                                ctx.after(Duration.ofHours(1).plusNanos(timer), "never");
                            }
                            armed.countDown();
                        })
                        .tell(arm);
            }
            assertThat(armed.await(1, TimeUnit.MINUTES)).isTrue();
            CountDownLatch ticks = new CountDownLatch(100);
            system.<Object>spawn(() -> (message, ctx) -> {
                        if (message.equals(arm)) {
                            ctx.every(Duration.ofMillis(1), "tick");
                        } else {
                            ticks.countDown();
                        }
                    })
                    .tell(arm);
            assertThat(ticks.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Keeps the fields of an actor away from a test's own frames. */
    private static final class Holder implements Actor<Object> {
        private final byte[] state = new byte[1_000];

        @Override
        public void onStart(ActorContext<Object> ctx) {
            ctx.every(Duration.ofMillis(1), "tick");
            ctx.after(Duration.ofHours(1), state);
            ctx.receiveTimeout(Duration.ofHours(1), "idle");
            ctx.spawn(Blocker::new);
            ctx.adapter(String.class, text -> text);
        }

        @Override
        public void onMessage(Object message, ActorContext<Object> ctx) {
            if (message instanceof Get get) {
                ctx.reply(get, "here");
            }
        }
    }

    private static List<WeakReference<?>> liveAndClose() throws Exception {
        List<WeakReference<?>> left = new ArrayList<>();
        try (ActorSystem system = ActorSystem.start("test")) {
            ActorRef<Object> ref = system.spawn(() -> {
                Holder made = new Holder();
                left.add(new WeakReference<>(made));
                left.add(new WeakReference<>(made.state));
                return made;
            });
            ActorRef<Object> silent = system.spawn(() -> (message, ctx) -> {
                if (message instanceof Get get) {
                    ctx.replyTo(get);
                }
            });
            ActorRef<Object> own = system.spawn(Blocker::new, SpawnOption.ownThread());
            assertThat(ref.ask(new Get(), SOON)).isEqualTo("here");
            assertThat(own.ask(new Get(), SOON)).isEqualTo("here");
            silent.askLater(new Get(), Duration.ofHours(1));
            system.watch(ref, _ -> {});
            system.events(_ -> {});
            left.add(new WeakReference<>(system));
            left.add(new WeakReference<>(ref));
            left.add(new WeakReference<>(silent));
        }
        return left;
    }

    @Test
    void leavesNoThreadAndNoReferenceBehind() throws Exception {
        Set<Thread> before = threads();
        List<WeakReference<?>> left = liveAndClose();

        assertThat(threads()).isEqualTo(before);
        eventually(() -> {
            System.gc();
            return left.stream().allMatch(reference -> reference.get() == null);
        });
    }

    @Test
    void mayBeClosedWhereAnAnswerOrATimeOutOrAnEndIsHeard() throws Exception {
        for (Duration limit : List.of(MINUTE, Duration.ofMillis(20))) {
            Set<Thread> before = threads();
            ActorSystem system = ActorSystem.start("test");
            ActorRef<Object> ref = system.spawn(() -> (message, ctx) -> {
                if (limit.equals(MINUTE)) {
                    ctx.pipe((Get) message, () -> "answer"); // answered on a thread of its own
                } else {
                    ctx.replyTo((Get) message);
                }
            });
            CompletionStage<String> answer = ref.askLater(new Get(), limit);
            CompletableFuture<Void> closed = answer.handle((_, _) -> {
                        system.close();
                        return (Void) null;
                    })
                    .toCompletableFuture();
            closed.get(30, TimeUnit.SECONDS);
            eventually(() -> threads().equals(before));
        }
    }

    @Test
    void whoAsksAfterTheEndHearsSoAtOnceAndIsNotInterrupted() {
        ActorSystem system = ActorSystem.start("test");
        ActorRef<Object> ref = system.spawn(Blocker::new);
        system.close();

        assertThatExceptionOfType(AskException.class)
                .isThrownBy(() -> ref.ask(new Get(), MINUTE))
                .satisfies(e -> assertThat(e.failure()).isInstanceOf(Failure.TargetDown.class));
        ref.tell("late");
        assertThat(ref.offer("later")).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void anInterruptedAskerHearsThatAndKeepsTheInterrupt() throws Exception {
        try (ActorSystem system = ActorSystem.start("test")) {
            CountDownLatch asked = new CountDownLatch(1);
            ActorRef<Object> silent = system.spawn(() -> (get, ctx) -> {
                ctx.replyTo((Get) get);
                asked.countDown();
            });
            CompletableFuture<Failure> heard = new CompletableFuture<>();
            CompletableFuture<Boolean> kept = new CompletableFuture<>();
            Thread asker = Thread.startVirtualThread(() -> {
                try {
                    silent.ask(new Get(), Duration.ofHours(1));
                } catch (AskException e) {
                    kept.complete(Thread.currentThread().isInterrupted());
                    heard.complete(e.failure());
                }
            });
            asked.await();
            asker.interrupt();

            assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo(new Failure.Refused(DropReason.INTERRUPTED));
            assertThat(kept.get()).isTrue();
        }
    }

    /** A handler that heeds no interrupt outlives its system, and so would whoever waits for it. */
    @Test
    @Timeout(60)
    void requestsThatAreOpenWhenTheirSystemClosesEnd() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        AtomicBoolean over = new AtomicBoolean();
        Duration close = Duration.ofMillis(10);
        ActorSystem system =
                ActorSystem.start(SystemConfig.defaults().withName("test").withClose(close, close.multipliedBy(2)));
        ActorRef<Object> deaf = system.spawn(() -> (message, ctx) -> {
            busy.countDown();
            while (!over.get()) {
                LockSupport.parkNanos(1_000_000);
                Thread.interrupted();
            }
        });
        CompletableFuture<Failure> ofThread = new CompletableFuture<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                deaf.ask(new Get(), Duration.ofHours(1));
            } catch (AskException e) {
                interrupted.complete(Thread.currentThread().isInterrupted());
                ofThread.complete(e.failure());
            }
        });
        CompletionStage<Failure> before = failure(deaf);
        busy.await();
        system.close();
        CompletionStage<Failure> after = failure(deaf);

        Failure stopping = new Failure.Refused(DropReason.STOPPING);
        assertThat(before.toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo(stopping);
        assertThat(after.toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo(stopping);
        assertThat(ofThread.get(10, TimeUnit.SECONDS)).isEqualTo(stopping);
        assertThat(interrupted.get()).isFalse();
        over.set(true);
    }

    private static CompletionStage<Failure> failure(ActorRef<Object> target) {
        return target.askLater(new Get(), Duration.ofHours(1)).handle((_, thrown) -> ((AskException) thrown).failure());
    }

    /** As code does that catches an InterruptedException and sets the flag again, by the book. */
    @Test
    void anInterruptThatAHandlerLeavesBehindConcernsNoLaterTurn() throws Exception {
        try (ActorSystem system = ActorSystem.start("test")) {
            ActorRef<Object> other = system.spawn(Blocker::new);
            ActorRef<Object> ref = system.spawn(Blocker::new, SupervisorStrategy.stop());
            CompletableFuture<String> first = new CompletableFuture<>();
            CompletableFuture<String> second = new CompletableFuture<>();
            CountDownLatch both = new CountDownLatch(1);
            ref.tell((Block) () -> {
                both.await();
                first.complete("done");
                Thread.currentThread().interrupt();
            });
            ref.tell((Block) () -> {
                try {
                    second.complete(other.ask(new Get(), SOON));
                } catch (AskException e) {
                    second.complete(String.valueOf(e.getMessage()));
                }
            });
            both.countDown();

            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("done");
            assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("here");
        }
    }
}
