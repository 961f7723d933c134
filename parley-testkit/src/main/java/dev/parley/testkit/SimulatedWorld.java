package dev.parley.testkit;

import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Time, chance and judgement in a simulated test. Nothing moves by itself: time passes in {@link #runFor} and {@link
 * #await}, while a probe waits, and while the test's thread is blocked in a call such as {@code ref.ask}.
 *
 * <p>Threading: the thread of the test.
 *
 * <p>Limits: a call such as {@code ref.ask} that blocks the test's thread for an hour of virtual time is taken for a
 * deadlock; probes and {@link #await} wait as long as they are told to.
 */
public sealed interface SimulatedWorld permits ActorTestKit, SimulatedCluster {
    /** What it is built on, for what is not offered here. */
    Simulation simulation();

    /** Lets virtual time pass, which takes about no real time. */
    default void runFor(Duration time) {
        simulation().run(time);
    }

    /**
     * Lets time pass until {@code condition} holds, looked at after each step; every 10 ms, if it asks actors, because
     * asking takes steps too.
     *
     * @param what is awaited, for the failure
     * @throws AssertionError when it does not hold within {@code limit} of virtual time
     */
    default void await(String what, BooleanSupplier condition, Duration limit) {
        Duration pause = Duration.ofMillis(10);
        Duration end = now().plus(limit);
        long steps = simulation().steps();
        while (!condition.getAsBoolean()) {
            Duration left = end.minus(now());
            if (!left.isPositive()) {
                throw new AssertionError("still not after " + seconds(limit) + ", at " + seconds(now()) + ": " + what);
            }
            if (simulation().steps() == steps) {
                step(left);
            } else {
                runFor(left.compareTo(pause) < 0 ? left : pause);
            }
            steps = simulation().steps();
        }
    }

    /** One step, or the whole time if there is none to take. */
    private void step(Duration limit) {
        AtomicBoolean stepped = new AtomicBoolean();
        simulation().runUntil(() -> stepped.getAndSet(true), limit);
    }

    /** Demands that {@code check} passes after every step from now on. It looks and changes nothing. */
    default void invariant(String name, Runnable check) {
        simulation().invariant(name, check);
    }

    /** Adds a line to the time line of a report. Turned into text only if there is a report. */
    default void note(String where, Object what) {
        simulation().note(where, what);
    }

    /** Virtual time since the run began. */
    default Duration now() {
        return simulation().now();
    }

    /** Where the chance of this run begins. */
    default long seed() {
        return simulation().seed();
    }

    /** Chance for the test itself: drawn from the seed, and the same again with the same seed. */
    RandomGenerator random();

    /**
     * A number of the test, such as of messages: {@code usual}, but lower, down to 1, while a failure is made smaller.
     */
    default int knob(String name, int usual) {
        return simulation().knob(name, usual);
    }

    private static String seconds(Duration time) {
        return time.toNanos() / 1e9 + " s";
    }
}
