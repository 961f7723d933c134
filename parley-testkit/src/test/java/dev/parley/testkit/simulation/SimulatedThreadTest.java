package dev.parley.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.remote.transport.NodeEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class SimulatedThreadTest {
    private final Simulation simulation = Simulation.of(11);
    private final NodeEnvironment a = simulation.node("a");
    private final List<String> happened = new ArrayList<>();

    @Test
    void aBatchThatBlocksLetsOthersGoOn() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        a.dispatcher().execute(() -> happened.add("got " + answer.join()));
        simulation.run(Duration.ZERO);

        a.dispatcher().execute(() -> happened.add("other"));
        a.timers().after(1_000, () -> answer.complete("it"));
        simulation.run(Duration.ofSeconds(1));

        assertThat(happened).containsExactly("other", "got it");
    }

    @Test
    void locksAndQueuesOfTheJdkWork() {
        ReentrantLock lock = new ReentrantLock();
        LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
        a.dispatcher().fork(() -> {
            lock.lock();
            try {
                happened.add(take(queue));
            } finally {
                lock.unlock();
            }
        });
        simulation.run(Duration.ZERO);
        a.dispatcher().fork(() -> {
            lock.lock();
            try {
                happened.add("locked");
            } finally {
                lock.unlock();
            }
        });
        simulation.run(Duration.ZERO);
        assertThat(happened).isEmpty();

        a.timers().after(1_000, () -> queue.add("taken"));
        simulation.run(Duration.ofSeconds(1));

        assertThat(happened).containsExactly("taken", "locked");
    }

    private static String take(LinkedBlockingQueue<String> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void awaitGoesOnWhenItIsWokenAndTheConditionHolds() {
        boolean[] done = new boolean[1];
        AtomicReference<Thread> waiting = new AtomicReference<>();
        a.dispatcher().execute(() -> {
            waiting.set(Thread.currentThread());
            Blocking.await(a, () -> done[0]);
            happened.add("done at " + simulation.now().toMillis());
        });
        a.timers().after(TimeUnit.MILLISECONDS.toNanos(10), () -> a.dispatcher().wake(waiting.get()));
        a.timers().after(TimeUnit.MILLISECONDS.toNanos(20), () -> {
            done[0] = true;
            a.dispatcher().wake(waiting.get());
        });

        simulation.run(Duration.ofSeconds(1));

        assertThat(happened).containsExactly("done at 20");
    }

    @Test
    void wakingAThreadThatDoesNotAwaitDoesNothing() {
        AtomicReference<Thread> parked = new AtomicReference<>();
        a.dispatcher().execute(() -> {
            parked.set(Thread.currentThread());
            LockSupport.park();
            happened.add("unparked");
        });
        simulation.run(Duration.ZERO);

        a.dispatcher().wake(parked.get());
        a.dispatcher().wake(Thread.currentThread());
        simulation.run(Duration.ofSeconds(1));

        assertThat(happened).isEmpty();
    }

    @Test
    void waitingOnTheTestThreadMovesTime() throws InterruptedException {
        a.timers().after(Duration.ofSeconds(3).toNanos(), () -> happened.add("timer"));

        a.dispatcher().await(() -> !happened.isEmpty());

        assertThat(simulation.now()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aDeadlockIsReportedWithWhoWaitsAndWhere() {
        a.dispatcher().execute(SimulatedThreadTest::waitForEver);

        assertThatExceptionOfType(SimulationError.class)
                .isThrownBy(() -> a.dispatcher().await(() -> false))
                .withMessageContaining("deadlock: nothing can happen any more")
                .withMessageContaining("'a/thread-1' waits")
                .withMessageContaining("SimulatedThreadTest.waitForEver");
    }

    private static void waitForEver() {
        new CompletableFuture<String>().join();
    }

    @Test
    void aDeadlockNamesThePausedHost() {
        a.timers().after(1_000, () -> happened.add("timer"));
        simulation.pause("a");

        assertThatExceptionOfType(SimulationError.class)
                .isThrownBy(() -> a.dispatcher().await(() -> !happened.isEmpty()))
                .withMessageContaining("host a is paused with 1 steps to do");
    }

    @Test
    void waitingWithoutEndInALiveClusterIsReported() {
        tickForEver();

        assertThatExceptionOfType(SimulationError.class)
                .isThrownBy(() -> a.dispatcher().await(() -> false))
                .withMessageContaining("60 minutes of virtual time went by");
    }

    private void tickForEver() {
        a.timers().after(Duration.ofSeconds(1).toNanos(), this::tickForEver);
    }

    @Test
    void closingTheEnvironmentInterruptsWhatStillRuns() {
        a.dispatcher().execute(() -> {
            try {
                a.dispatcher().await(() -> false);
            } catch (InterruptedException e) {
                happened.add("interrupted");
            }
        });
        simulation.run(Duration.ZERO);

        a.close();
        a.dispatcher().execute(() -> happened.add("too late"));
        simulation.run(Duration.ofSeconds(1));

        assertThat(happened).containsExactly("interrupted");
        assertThat(simulation.node("a")).isNotSameAs(a);
    }

    @Test
    void anInterruptDoesNotReachTheNextBatchOfAThread() {
        a.dispatcher().execute(() -> Thread.currentThread().interrupt());
        simulation.run(Duration.ZERO);
        a.dispatcher()
                .execute(() ->
                        happened.add("interrupted: " + Thread.currentThread().isInterrupted()));
        simulation.run(Duration.ZERO);

        assertThat(happened).containsExactly("interrupted: false");
    }

    @Test
    void sleepingOnTheRealClockFailsTheRunWithTheStack() {
        a.dispatcher().execute(SimulatedThreadTest::sleepReally);

        SimulationError error =
                catchThrowableOfType(SimulationError.class, () -> simulation.run(Duration.ofSeconds(1)));

        assertThat(error).hasMessageContaining("waits for the real clock").hasMessageContaining("ctx.sleep");
        assertThat(error.getStackTrace())
                .anySatisfy(frame -> assertThat(frame.getMethodName()).isEqualTo("sleepReally"));
    }

    private static void sleepReally() {
        LockSupport.parkNanos(TimeUnit.HOURS.toNanos(1));
    }

    @Test
    void aContendedMonitorFailsTheRun() {
        Object monitor = new Object();
        a.dispatcher().execute(() -> {
            synchronized (monitor) {
                Blocking.await(a, () -> false);
            }
        });
        simulation.run(Duration.ZERO);
        a.dispatcher().execute(() -> {
            synchronized (monitor) {
                happened.add("entered");
            }
        });

        assertThatExceptionOfType(SimulationError.class)
                .isThrownBy(() -> simulation.run(Duration.ofSeconds(1)))
                .withMessageContaining("waits for a monitor");
    }

    @Test
    void aMonitorThatAnOutsiderHoldsForAMomentIsWaitedForOnTheSpot() throws InterruptedException {
        Object monitor = new Object();
        AtomicReference<Thread> contender = new AtomicReference<>();
        CountDownLatch held = new CountDownLatch(1);
        Thread outsider = Thread.ofPlatform().start(() -> {
            synchronized (monitor) {
                held.countDown();
                while (contender.get() == null || contender.get().getState() != Thread.State.BLOCKED) {
                    Thread.onSpinWait();
                }
            }
        });
        held.await();
        a.dispatcher().execute(() -> {
            contender.set(Thread.currentThread());
            synchronized (monitor) {
                happened.add("entered");
            }
        });
        a.dispatcher().execute(() -> happened.add("other"));
        simulation.run(Duration.ofSeconds(1));
        outsider.join();

        assertThat(happened).containsExactlyInAnyOrder("entered", "other");
    }

    @Test
    void aWakeUpByAForeignThreadFailsTheRun() throws InterruptedException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        a.dispatcher().execute(answer::join);
        simulation.run(Duration.ZERO);

        Thread foreign = Thread.ofPlatform().name("stranger").start(() -> answer.complete("from outside"));
        foreign.join();

        assertThatExceptionOfType(SimulationError.class)
                .isThrownBy(() -> simulation.run(Duration.ofSeconds(1)))
                .withMessageContaining("was resumed by the thread 'stranger'");
    }

    @Test
    void foreignThreadsAreRefused() throws InterruptedException {
        AtomicReference<Throwable> refused = new AtomicReference<>();
        CountDownLatch tried = new CountDownLatch(1);
        Thread.ofPlatform().name("stranger").start(() -> {
            try {
                a.dispatcher().execute(() -> happened.add("ran"));
            } catch (IllegalStateException e) {
                refused.set(e);
            }
            tried.countDown();
        });
        tried.await();

        assertThat(refused.get()).hasMessageContaining("thread 'stranger' is not part of the simulation");
    }

    @Test
    void aForeignThreadThatTakesPartEndsTheRunThoughItsFutureKeepsThatToItself() {
        CompletableFuture.runAsync(() -> a.dispatcher().execute(() -> happened.add("ran")))
                .exceptionally(_ -> null)
                .join();

        assertThatExceptionOfType(SimulationError.class)
                .isThrownBy(() -> simulation.run(Duration.ZERO))
                .withMessageContaining("is not part of the simulation")
                .withStackTraceContaining("SimulatedThreadTest.lambda");
        assertThat(happened).isEmpty();
    }

    @Test
    void startingAVirtualThreadInsideFailsTheRunWithTheStack() {
        a.dispatcher().execute(this::startAnother);

        assertThatExceptionOfType(SimulationError.class)
                .isThrownBy(() -> simulation.run(Duration.ofSeconds(1)))
                .withMessageContaining("'a/thread-1' starts a virtual thread")
                .withMessageContaining("ctx.pipe")
                .withStackTraceContaining("SimulatedThreadTest.startAnother");
        assertThat(happened).isEmpty();
    }

    private void startAnother() {
        Thread.startVirtualThread(() -> happened.add("ran"));
    }

    @Test
    void theLoopMustNotWait() {
        a.transport().execute(() -> Blocking.await(a, () -> true));

        assertThatExceptionOfType(SimulationError.class)
                .isThrownBy(() -> simulation.run(Duration.ZERO))
                .withStackTraceContaining("'a/loop' must not block");
    }

    @Test
    void aBatchCannotMoveTime() {
        a.dispatcher().execute(() -> simulation.run(Duration.ofSeconds(1)));

        assertThatExceptionOfType(SimulationError.class)
                .isThrownBy(() -> simulation.run(Duration.ZERO))
                .havingCause()
                .withMessageContaining("only the test's thread");
    }

    @Test
    void anExceptionThatEscapesFailsTheRun() {
        a.dispatcher().execute(() -> {
            throw new IllegalStateException("mine");
        });

        assertThatExceptionOfType(SimulationError.class)
                .isThrownBy(() -> simulation.run(Duration.ZERO))
                .havingCause()
                .withMessage("mine");
        assertThatNoException().as("seen once").isThrownBy(simulation::close);
    }

    @Test
    void aFailureThatNoCallHasThrownIsThrownByClose() throws InterruptedException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        a.dispatcher().execute(answer::join);
        simulation.run(Duration.ZERO);
        Thread.ofPlatform().start(() -> answer.complete("from outside")).join();

        assertThatExceptionOfType(SimulationError.class).isThrownBy(simulation::close);
    }

    @Test
    void threadsHaveTheContextClassLoaderOfWhoeverMadeTheSimulation() {
        Thread test = Thread.currentThread();
        ClassLoader before = test.getContextClassLoader();
        ClassLoader own = new ClassLoader(before) {};
        List<ClassLoader> seen = new ArrayList<>();
        test.setContextClassLoader(own);
        try (Simulation other = Simulation.of(1)) {
            test.setContextClassLoader(before);
            NodeEnvironment b = other.node("b");
            b.dispatcher().execute(() -> seen.add(Thread.currentThread().getContextClassLoader()));
            b.transport().execute(() -> seen.add(Thread.currentThread().getContextClassLoader()));
            other.run(Duration.ZERO);
        } finally {
            test.setContextClassLoader(before);
        }

        assertThat(seen).containsExactly(own, own);
    }

    @Test
    void manyThreadsBlockAtOnceAndAllGoOn() {
        CompletableFuture<String> signal = new CompletableFuture<>();
        for (int i = 0; i < 10_000; i++) {
            a.dispatcher().execute(() -> happened.add(signal.join()));
        }
        simulation.run(Duration.ZERO);
        assertThat(happened).isEmpty();

        a.dispatcher().execute(() -> signal.complete("go"));
        simulation.run(Duration.ZERO);

        assertThat(happened).hasSize(10_000);
    }

    @Test
    void anotherRunOfTheTestThreadIsRefusedInsideACondition() {
        a.dispatcher().execute(() -> happened.add("step"));

        assertThatIllegalStateException()
                .isThrownBy(() -> simulation.runUntil(
                        () -> {
                            simulation.run(Duration.ZERO);
                            return true;
                        },
                        Duration.ZERO));
    }
}
