package dev.parley.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parley.Cancellable;
import dev.parley.remote.transport.NodeEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulationTest {
    /** Of a spin, so that a simulation that does not find it ends all the same. */
    private static final int AT_MOST = 1_100_000;

    private final Simulation simulation = Simulation.of(7);

    @AfterEach
    void close() {
        simulation.close();
    }

    @Test
    void isRefusedToAVirtualThread() throws InterruptedException {
        AtomicReference<Throwable> refused = new AtomicReference<>();
        Thread.ofVirtual()
                .name("light")
                .start(() -> refused.set(catchThrowable(() -> tryOut(Simulation.of(1)))))
                .join();

        assertThat(refused.get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("such as 'light': make it on a platform thread");
    }

    private static void tryOut(Simulation of) {
        of.node("a").dispatcher().execute(() -> {});
        of.run(Duration.ZERO);
    }

    @Test
    void timePassesOnlyByRunning() {
        NodeEnvironment a = simulation.node("a");
        long before = a.clock().nanoTime();

        simulation.run(Duration.ofHours(5));

        assertThat(simulation.now()).isEqualTo(Duration.ofHours(5));
        assertThat(Duration.ofNanos(a.clock().nanoTime() - before)).isEqualTo(Duration.ofHours(5));
        assertThat(before).isNotZero();
    }

    @Test
    void wallTimePassesWithVirtualTime() {
        NodeEnvironment a = simulation.node("a");
        var before = a.clock().wall();

        simulation.run(Duration.ofMinutes(3));

        assertThat(Duration.between(before, a.clock().wall())).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void timersFireAtTheirTimeInOrder() {
        NodeEnvironment a = simulation.node("a");
        List<Duration> fired = new ArrayList<>();
        for (long millis : new long[] {30, 10, 20}) {
            a.timers().after(Duration.ofMillis(millis).toNanos(), () -> fired.add(simulation.now()));
        }

        simulation.run(Duration.ofMillis(25));
        assertThat(fired).containsExactly(Duration.ofMillis(10), Duration.ofMillis(20));

        simulation.run(Duration.ofMillis(25));
        assertThat(fired).last().isEqualTo(Duration.ofMillis(30));
    }

    @Test
    void aCancelledTimerDoesNotFire() {
        NodeEnvironment a = simulation.node("a");
        List<Integer> fired = new ArrayList<>();
        List<Cancellable> timers = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            int number = i;
            timers.add(a.timers().after(1_000 + i, () -> fired.add(number)));
        }
        timers.stream().skip(10).forEach(Cancellable::cancel);
        timers.getLast().cancel();

        simulation.run(Duration.ofSeconds(1));

        assertThat(fired).hasSize(10).isSorted();
    }

    @Test
    void aTimerWithoutDelayFiresAtOnce() {
        NodeEnvironment a = simulation.node("a");
        List<Duration> fired = new ArrayList<>();
        a.timers().after(-5, () -> fired.add(simulation.now()));

        simulation.run(Duration.ZERO);

        assertThat(fired).containsExactly(Duration.ZERO);
    }

    @Test
    void whatKeepsHandingItselfOverIsFound() {
        NodeEnvironment a = simulation.node("a");
        spin(AT_MOST, again -> a.dispatcher().execute(again));

        assertThatExceptionOfType(SimulationError.class)
                .isThrownBy(() -> simulation.run(Duration.ofSeconds(1)))
                .withMessageContaining("1000000 steps at 0 ns and no end: something on host a");
    }

    @Test
    void whatKeepsSettingTimersOfNoDelayIsFound() {
        NodeEnvironment a = simulation.node("a");
        spin(AT_MOST, again -> a.timers().after(0, again));

        assertThatExceptionOfType(SimulationError.class)
                .isThrownBy(() -> simulation.run(Duration.ofSeconds(1)))
                .withMessageContaining("1000000 steps at 0 ns and no end: something on host a");
    }

    @Test
    void manyStepsAreNoSpinWhereTheTestLetsTimePass() {
        NodeEnvironment a = simulation.node("a");
        for (int i = 0; i < 3; i++) {
            spin(400_000, again -> a.dispatcher().execute(again));
            simulation.run(Duration.ofSeconds(1));
        }

        assertThat(simulation.steps()).isGreaterThan(1_000_000);
    }

    /** Hands itself over so many times. */
    private static void spin(int times, Consumer<Runnable> handOver) {
        if (times > 0) {
            handOver.accept(() -> spin(times - 1, handOver));
        }
    }

    @Test
    void readyBatchesRunInAnOrderThatTheSeedDecides() {
        Set<List<Integer>> orders = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            orders.add(orderOfFiveBatches(seed));
            assertThat(orderOfFiveBatches(seed)).isEqualTo(orderOfFiveBatches(seed));
        }

        assertThat(orders).hasSizeGreaterThan(20);
    }

    private static List<Integer> orderOfFiveBatches(long seed) {
        try (Simulation simulation = Simulation.of(seed)) {
            return orderOfFiveBatches(simulation);
        }
    }

    static List<Integer> orderOfFiveBatches(Simulation simulation) {
        List<Integer> order = new ArrayList<>();
        NodeEnvironment a = simulation.node("a");
        for (int i = 0; i < 5; i++) {
            int number = i;
            a.dispatcher().execute(() -> order.add(number));
        }
        simulation.run(Duration.ZERO);
        return order;
    }

    @Test
    void tasksOfTheLoopKeepTheirOrder() {
        NodeEnvironment a = simulation.node("a");
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            a.transport().execute(() -> order.add(number));
        }

        simulation.run(Duration.ZERO);

        assertThat(order).hasSize(100).isSorted();
    }

    @Test
    void runUntilStopsAtTheMomentTheConditionHolds() {
        NodeEnvironment a = simulation.node("a");
        List<Duration> fired = new ArrayList<>();
        a.timers().after(Duration.ofSeconds(3).toNanos(), () -> fired.add(simulation.now()));

        assertThat(simulation.runUntil(() -> !fired.isEmpty(), Duration.ofSeconds(10)))
                .isTrue();
        assertThat(simulation.now()).isEqualTo(Duration.ofSeconds(3));
        assertThat(simulation.runUntil(() -> fired.size() > 1, Duration.ofSeconds(10)))
                .isFalse();
        assertThat(simulation.now()).isEqualTo(Duration.ofSeconds(13));
    }

    @Test
    void randomStreamsDifferByPurposeHostCallAndIncarnation() {
        NodeEnvironment a = simulation.node("a");
        NodeEnvironment b = simulation.node("b");
        Set<Long> first = new HashSet<>();
        first.add(a.entropy().stream("x").nextLong());
        first.add(a.entropy().stream("x").nextLong());
        first.add(a.entropy().stream("y").nextLong());
        first.add(b.entropy().stream("x").nextLong());
        simulation.crash("a");
        first.add(simulation.node("a").entropy().stream("x").nextLong());

        assertThat(first).hasSize(5);
    }

    @Test
    void secretsAreTheSameForTheSameSeedAlone() {
        assertThat(secret(1)).isEqualTo(secret(1)).isNotEqualTo(secret(2));
    }

    private static byte[] secret(long seed) {
        byte[] secret = new byte[32];
        try (Simulation simulation = Simulation.of(seed)) {
            simulation.node("a").entropy().secure(secret);
        }
        return secret;
    }

    @Test
    void nothingOfACrashedProcessRunsAgain() {
        NodeEnvironment a = simulation.node("a");
        List<String> ran = new ArrayList<>();
        a.timers().after(1_000, () -> ran.add("timer"));
        a.dispatcher().execute(() -> ran.add("batch"));
        a.transport().execute(() -> ran.add("loop"));

        simulation.crash("a");
        a.dispatcher().execute(() -> ran.add("late batch"));
        simulation.run(Duration.ofSeconds(1));

        assertThat(ran).isEmpty();
    }

    @Test
    void aBlockedThreadOfACrashedProcessNeverGoesOn() {
        NodeEnvironment a = simulation.node("a");
        List<String> ran = new ArrayList<>();
        boolean[] done = new boolean[1];
        AtomicReference<Thread> blocked = new AtomicReference<>();
        a.dispatcher().fork(() -> {
            blocked.set(Thread.currentThread());
            Blocking.await(a, () -> done[0]);
            ran.add("went on");
        });
        simulation.run(Duration.ZERO);

        simulation.crash("a");
        done[0] = true;
        a.dispatcher().wake(blocked.get());
        simulation.run(Duration.ofSeconds(1));

        assertThat(ran).isEmpty();
    }

    @Test
    void aHostIsStartedAgainAfterACrash() {
        NodeEnvironment first = simulation.node("a");
        assertThatIllegalStateException()
                .isThrownBy(() -> simulation.node("a"))
                .withMessageContaining("host a already runs a process");

        simulation.crash("a");
        NodeEnvironment second = simulation.node("a");
        List<String> ran = new ArrayList<>();
        second.dispatcher().execute(() -> ran.add("second"));
        simulation.run(Duration.ZERO);

        assertThat(second).isNotSameAs(first);
        assertThat(ran).containsExactly("second");
    }

    @Test
    void aRestartRunsTheProgramOfTheHostInANewProcess() {
        List<NodeEnvironment> started = new ArrayList<>();
        simulation.start("a", started::add);
        simulation.run(Duration.ofSeconds(1));

        Cancellable crash = simulation.apply(new Fault.Crash("a"));
        simulation.run(Duration.ofSeconds(1));
        crash.cancel();
        crash.cancel();
        simulation.run(Duration.ofSeconds(1));

        assertThat(started).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aPausedProcessStandsStillAndThenDoesWhatWasDue() {
        NodeEnvironment a = simulation.node("a");
        List<Duration> ran = new ArrayList<>();
        a.timers().after(Duration.ofSeconds(1).toNanos(), () -> ran.add(simulation.now()));
        a.dispatcher().execute(() -> ran.add(simulation.now()));

        simulation.pause("a");
        simulation.run(Duration.ofSeconds(12));
        assertThat(ran).isEmpty();

        simulation.resume("a");
        simulation.run(Duration.ofSeconds(1));
        assertThat(ran).containsExactly(Duration.ofSeconds(12), Duration.ofSeconds(12));
    }

    @Test
    void aFaultAtAnUnknownHostIsAMistake() {
        simulation.node("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulation.cut("a", "z"))
                .withMessage("no host is called 'z': there are [a]");
    }
}
