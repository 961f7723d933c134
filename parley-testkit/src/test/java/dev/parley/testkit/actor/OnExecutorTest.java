package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Request;
import dev.parley.SpawnOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An actor on an executor of the user's runs there, and on nothing that the executor does not do is it lost. */
class OnExecutorTest extends ApartContract {
    private static final String LOG = "dev.parley.jvm.OnExecutor";
    private static final int THREADS = 4;
    private static final int SENDERS = 4;
    private static final int MESSAGES = Boolean.getBoolean("parley.full") ? 1_000_000 : 50_000;

    private final ExecutorService pool = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().name("pool-of-the-user-", 1).daemon().factory());

    @AfterEach
    void endPool() {
        pool.shutdownNow();
    }

    @Override
    SpawnOption apart() {
        return SpawnOption.executor(kind instanceof ActorWorld.Kind.Jvm ? pool : OnExecutorTest::refuse);
    }

    private static void refuse(Runnable task) {
        throw new AssertionError("a simulation used the executor for " + task);
    }

    private record Item(int sender, int number) {}

    private record Total() implements Request<Object, List<Integer>> {}

    /** Checks with plain fields that each sender's numbers grow by one, and counts; asks another now and then. */
    private static final class Tally implements Actor<Object> {
        private final int[] last = new int[SENDERS];
        private final List<String> wrong = new ArrayList<>();
        private int turns;
        private boolean running;

        @Override
        public void onMessage(Object message, ActorContext<Object> ctx) {
            if (running) {
                wrong.add("two turns at once");
            }
            running = true;
            switch (message) {
                case Item(int sender, int number) -> {
                    if (number != last[sender] + 1) {
                        wrong.add("sender " + sender + ": " + number + " after " + last[sender]);
                    }
                    last[sender] = number;
                    turns++;
                    if (!Thread.currentThread().getName().startsWith("pool-of-the-user-")) {
                        wrong.add("on " + Thread.currentThread());
                    }
                }
                case Total total -> {
                    assertThat(wrong).isEmpty();
                    List<Integer> result = new ArrayList<>();
                    for (int number : last) {
                        result.add(number);
                    }
                    result.add(turns);
                    ctx.reply(total, result);
                }
                default -> wrong.add("unknown " + message);
            }
            running = false;
        }
    }

    @Test
    void losesAndReordersNothingOnAPoolUnderLoad() throws InterruptedException {
        onTheJvmOnly();
        List<ActorRef<Object>> targets = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            targets.add(system.spawn(Tally::new, apart()));
        }
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            int sender = i;
            senders.add(Thread.ofPlatform().start(() -> {
                for (int number = 1; number <= MESSAGES; number++) {
                    Item item = new Item(sender, number);
                    targets.forEach(target -> tell(target, item));
                }
            }));
        }
        for (Thread sender : senders) {
            sender.join();
        }

        List<Integer> all = List.of(MESSAGES, MESSAGES, MESSAGES, MESSAGES, SENDERS * MESSAGES);
        assertThat(targets)
                .allSatisfy(target -> assertThat(target.ask(new Total(), Duration.ofMinutes(1)))
                        .isEqualTo(all));
    }

    private static void tell(ActorRef<Object> target, Item item) {
        while (!target.offer(item)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void runsOnTheSystemsThreadsWhatTheExecutorRefuses() {
        onTheJvmOnly();
        AtomicInteger refused = new AtomicInteger();
        Executor full = task -> {
            refused.incrementAndGet();
            throw new RejectedExecutionException("no room");
        };
        List<Integer> heard = list();
        List<String> lines = LogLines.of(LOG, () -> {
            ActorRef<Integer> ref = system.spawn("busy", () -> into(heard), SpawnOption.executor(full));
            for (int i = 1; i <= 3; i++) {
                int count = i;
                ref.tell(count);
                eventually(() -> heard.size() == count);
            }
        });

        assertThat(heard).containsExactly(1, 2, 3);
        assertThat(refused).hasValueGreaterThan(1);
        assertThat(lines).singleElement().asString().contains("/user/busy", "refused a batch", "let the executor");
    }

    @Test
    void goesOnWhenItsExecutorCannotEvenSayWhetherItWasShutDown() {
        onTheJvmOnly();
        ExecutorService odd = new AbstractExecutorService() {
            @Override
            public void execute(Runnable task) {
                pool.execute(task);
            }

            @Override
            public boolean isShutdown() {
                throw new UnsupportedOperationException("planned");
            }

            @Override
            public boolean isTerminated() {
                throw new UnsupportedOperationException("planned");
            }

            @Override
            public boolean awaitTermination(long time, TimeUnit unit) {
                return false;
            }

            @Override
            public void shutdown() {}

            @Override
            public List<Runnable> shutdownNow() {
                return List.of();
            }
        };
        List<Object> heard = list();
        ActorRef<Object> ref = system.spawn(() -> into(heard), SpawnOption.executor(odd));
        ref.tell("x");

        eventually(() -> heard.contains("x"));
    }

    @Test
    void goesOnWhenItsExecutorWasShutDown() {
        onTheJvmOnly();
        List<Integer> heard = list();
        ActorRef<Integer> ref = system.spawn("orphan", () -> into(heard), apart());
        ref.tell(1);
        eventually(() -> heard.size() == 1);
        pool.shutdown();
        List<String> lines = LogLines.of(LOG, () -> {
            ref.tell(2);
            eventually(() -> heard.size() == 2);
            ref.tell(3);
            eventually(() -> heard.size() == 3);
        });

        assertThat(lines).singleElement().asString().contains("/user/orphan", "was shut down", "stop the actor before");
    }

    /** The pool gives the tasks in its queue back to whoever shuts it down, who does not know what they are. */
    @Test
    void takesBackWhatWasInTheQueueOfAnExecutorThatWasShutDownAtOnce() throws InterruptedException {
        onTheJvmOnly();
        ExecutorService single = Executors.newSingleThreadExecutor();
        CountDownLatch busy = new CountDownLatch(1);
        single.execute(() -> hold(busy));
        busy.await();
        List<Integer> heard = list();
        ActorRef<Integer> ref = system.spawn("forgotten", () -> into(heard), SpawnOption.executor(single));
        ref.tell(1);
        List<String> lines = LogLines.of(LOG, written -> {
            assertThat(single.shutdownNow()).hasSize(1);
            eventually(() -> heard.size() == 1);
            eventually(() -> !written.isEmpty()); // the batch comes first, and then the word about it
        });

        assertThat(lines).singleElement().asString().contains("/user/forgotten", "with a batch in its queue");
    }

    private static void hold(CountDownLatch busy) {
        try {
            busy.countDown();
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void neverRunsInTheThreadOfASender() {
        onTheJvmOnly();
        List<Thread> threads = list();
        List<String> lines = LogLines.of(LOG, () -> {
            ActorRef<String> ref = system.spawn(
                    "direct",
                    () -> (message, ctx) -> threads.add(Thread.currentThread()),
                    SpawnOption.executor(Runnable::run));
            ref.tell("one");
            eventually(() -> threads.size() == 1);
            ref.tell("two");
            eventually(() -> threads.size() == 2);
        });

        assertThat(threads).doesNotContain(Thread.currentThread());
        assertThat(lines).singleElement().asString().contains("/user/direct", "in the thread that handed it over");
    }

    /** A pool with this policy runs in the caller's thread what it has no room for: now and then, and in a turn. */
    @Test
    void survivesAPoolThatMakesItsCallersWork() {
        onTheJvmOnly();
        ExecutorService tiny = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(1), new ThreadPoolExecutor.CallerRunsPolicy());
        try {
            List<Integer> heard = list();
            List<ActorRef<Integer>> ring = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int next = (i + 1) % 8;
                ring.add(system.spawn(
                        () -> (Integer hops, ActorContext<Integer> ctx) -> {
                            if (hops == 0) {
                                heard.add(hops);
                            } else {
                                ring.get(next).tell(hops - 1);
                            }
                            ctx.children(); // its own turn again, after that of another in the same thread
                        },
                        SpawnOption.executor(tiny)));
            }
            LogLines.of(LOG, () -> {
                for (int i = 0; i < 100; i++) {
                    ring.get(i % 8).tell(100);
                }
                eventually(() -> heard.size() == 100);
            });
        } finally {
            tiny.shutdownNow();
        }
    }

    /** As a user interface does it while a dialog is open: the thread of one handler runs what is next in the queue. */
    @Test
    void runsAnActorWithinTheTurnOfAnotherThatWaitsForIt() {
        onTheJvmOnly();
        Queue<Runnable> queue = new ArrayDeque<>();
        Executor screen = queue::add; // run by this thread, which is the only one that touches it
        List<String> heard = list();
        ActorRef<String> inner = system.spawn(
                "inner",
                () -> (message, ctx) -> {
                    heard.add(ctx.self().address().name() + " " + message);
                    throw new IllegalStateException("planned");
                },
                SpawnOption.executor(screen));
        ActorRef<String> outer = system.spawn(
                "outer",
                () -> (message, ctx) -> {
                    inner.tell("within");
                    pump(queue);
                    heard.add(ctx.self().address().name() + " " + message);
                },
                SpawnOption.executor(screen));
        pump(queue);
        outer.tell("around");
        pump(queue);

        assertThat(heard).containsExactly("inner within", "outer around");
        system.stop(inner);
        system.stop(outer);
        world.await(() -> pump(queue) && system.snapshot().actors().isEmpty(), SOON);
    }

    /** As a loop of events does it that clears nothing between its tasks. */
    @Test
    void anInterruptThatAHandlerLeavesBehindConcernsNoLaterTurn() {
        onTheJvmOnly();
        Queue<Runnable> queue = new ArrayDeque<>();
        List<Boolean> heard = list();
        ActorRef<String> ref = system.spawn(
                () -> (message, ctx) -> {
                    heard.add(Thread.currentThread().isInterrupted());
                    Thread.currentThread().interrupt();
                },
                SpawnOption.executor(queue::add));
        ref.tell("one");
        ref.tell("two");
        pump(queue);
        boolean kept = Thread.interrupted();

        assertThat(heard).containsExactly(false, false);
        assertThat(kept).as("left to the executor").isTrue();
        system.stop(ref);
        pump(queue);
    }

    private static boolean pump(Queue<Runnable> queue) {
        for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
            task.run();
        }
        return true;
    }

    @Test
    void isInterruptedAtTheLimitOfCloseAndItsThreadLivesOn() {
        onTheJvmOnly();
        leavesStragglers = true;
        Gate gate = new Gate();
        List<Thread> interrupted = list();
        system.spawn(
                        "stuck",
                        () -> (Actor<String>) (message, ctx) -> {
                            try {
                                gate.pass();
                            } catch (InterruptedException e) {
                                interrupted.add(Thread.currentThread());
                                throw e;
                            }
                        },
                        apart())
                .tell("wait");
        eventually(gate::isReached);
        LogLines.of("dev.parley.actor", system::close);

        eventually(() -> !interrupted.isEmpty());
        assertThat(interrupted.getFirst().isAlive()).isTrue();
        assertThat(pool.isShutdown()).isFalse();
    }

    private void onTheJvmOnly() {
        assumeThat(kind).isInstanceOf(ActorWorld.Kind.Jvm.class); // a simulation has threads of its own only
    }
}
