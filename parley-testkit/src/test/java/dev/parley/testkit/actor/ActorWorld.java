package dev.parley.testkit.actor;

import dev.parley.SystemConfig;
import dev.parley.jvm.JvmEnvironment;
import dev.parley.spi.Environment;
import dev.parley.spi.RemoteBridge;
import dev.parley.spi.SystemAccess;
import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Where a test's actors live: on real threads and time, or in a simulation of some seed. */
sealed interface ActorWorld extends AutoCloseable {
    /** All worlds that a contract must hold in; each makes itself anew for each test. */
    static Stream<Kind> kinds() {
        long seeds = Boolean.getBoolean("parley.full") ? 100 : 5;
        return Stream.concat(
                Stream.of(new Kind.Jvm()), LongStream.rangeClosed(1, seeds).mapToObj(Kind.Simulated::new));
    }

    /** How to make a world. */
    sealed interface Kind {
        ActorWorld open();

        record Jvm() implements Kind {
            @Override
            public ActorWorld open() {
                return new Real();
            }
        }

        record Simulated(long seed) implements Kind {
            @Override
            public ActorWorld open() {
                return new Virtual(Simulation.of(seed));
            }
        }
    }

    Environment environment();

    /** Waits for a condition; false when it does not hold after {@code limit}. */
    boolean await(BooleanSupplier condition, Duration limit);

    /** Lets time pass. */
    default void pass(Duration time) {
        await(() -> false, time);
    }

    @Override
    void close();

    /** Starts a system, which closes its environment with itself. */
    default SystemAccess start(SystemConfig config) {
        return SystemAccess.start(config, environment(), _ -> RemoteBridge.none(config.name()));
    }

    /** Real threads, real time. */
    final class Real implements ActorWorld {
        private static final long POLL_NANOS = 200_000;

        private final JvmEnvironment environment = new JvmEnvironment();

        @Override
        public Environment environment() {
            return environment;
        }

        @Override
        public boolean await(BooleanSupplier condition, Duration limit) {
            long endNanos = System.nanoTime() + limit.toNanos();
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() - endNanos >= 0) {
                    return false;
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
            return true;
        }

        @Override
        public void close() {
            environment.close();
        }
    }

    /** One thread, virtual time, an order that the seed decides. */
    final class Virtual implements ActorWorld {
        private final Simulation simulation;
        private final Environment environment;

        Virtual(Simulation simulation) {
            this.simulation = simulation;
            this.environment = simulation.node("a");
        }

        @Override
        public Environment environment() {
            return environment;
        }

        @Override
        public boolean await(BooleanSupplier condition, Duration limit) {
            return simulation.runUntil(condition, limit);
        }

        @Override
        public void close() {
            simulation.close();
        }
    }
}
