package dev.parley.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.remote.Endpoint;
import dev.parley.remote.transport.Connection;
import dev.parley.remote.transport.NodeEnvironment;
import dev.parley.testkit.transport.Recorder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The same seed gives the same run, with every fault there is. */
class DeterminismTest {
    private static final List<String> HOSTS = List.of("a", "b", "c");
    private static final int PORT = 9000;

    @Test
    void theSameSeedGivesTheSameRunAndAnotherSeedAnother() {
        Set<Long> traces = new HashSet<>();
        for (long seed = 1; seed <= 30; seed++) {
            long trace = trace(seed, FaultPlan.none());
            assertThat(trace(seed, FaultPlan.none())).isEqualTo(trace);
            traces.add(trace);
        }

        assertThat(traces).hasSize(30);
    }

    @Test
    void theSameSeedAndPlanGiveTheSameRun() {
        for (long seed = 1; seed <= 30; seed++) {
            FaultPlan plan = plan(seed);
            assertThat(trace(seed, plan)).isEqualTo(trace(seed, plan));
        }
    }

    @Test
    void aFaultIsSeenInTheTrace() {
        FaultPlan cut = FaultPlan.of(Episode.at(Duration.ofSeconds(1), new Fault.Cut("a", "b")));

        assertThat(trace(1, cut)).isNotEqualTo(trace(1, FaultPlan.none()));
    }

    @Test
    void aFaultElsewhereDoesNotShiftTheBytesOfALink() {
        FaultPlan elsewhere = FaultPlan.of(Episode.at(Duration.ofSeconds(1), new Fault.Reset("b", "c")));

        assertThat(arrivals(elsewhere)).isEqualTo(arrivals(FaultPlan.none())).isNotEmpty();
    }

    private static List<Duration> arrivals(FaultPlan plan) {
        try (Simulation simulation = Simulation.of(5)) {
            List<Duration> arrivals = new ArrayList<>();
            HOSTS.forEach(host -> simulation.start(host, environment -> chatter(environment, host)));
            NodeEnvironment a = simulation.node("quiet-a");
            simulation.node("quiet-b").transport().bind(new Endpoint("quiet-b", PORT), _ -> new Recorder() {
                @Override
                public synchronized void onBytes(ByteBuffer bytes) {
                    arrivals.add(simulation.now());
                }
            });
            a.transport()
                    .execute(() ->
                            a.transport().dial(new Endpoint("quiet-b", PORT), Duration.ofSeconds(1), new Ticker(a)));
            simulation.schedule(plan);
            simulation.run(Duration.ofSeconds(10));
            return arrivals;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static FaultPlan plan(long seed) {
        return FaultPlan.random(seed, HOSTS, Duration.ofSeconds(15), EnumSet.allOf(FaultKind.class));
    }

    private static long trace(long seed, FaultPlan plan) {
        try (Simulation simulation = Simulation.of(seed)) {
            HOSTS.forEach(host -> simulation.start(host, environment -> chatter(environment, host)));
            simulation.schedule(plan);
            simulation.run(Duration.ofSeconds(20));
            assertThat(simulation.steps()).isGreaterThan(1_000);
            return simulation.traceHash();
        }
    }

    /** Listens, dials every other host again and again, and says something ten times a second on what is open. */
    private static void chatter(NodeEnvironment environment, String host) throws Exception {
        environment.transport().bind(new Endpoint(host, PORT), _ -> new Ticker(environment));
        for (String other : HOSTS) {
            if (!other.equals(host)) {
                dialAgain(environment, other);
            }
        }
    }

    private static void dialAgain(NodeEnvironment environment, String other) {
        environment
                .transport()
                .execute(() -> environment
                        .transport()
                        .dial(new Endpoint(other, PORT), Duration.ofSeconds(1), new Ticker(environment)));
        environment.timers().after(Duration.ofSeconds(5).toNanos(), () -> dialAgain(environment, other));
    }

    /** Writes a few random bytes ten times a second while its connection is open. */
    private static final class Ticker extends Recorder {
        private final NodeEnvironment environment;
        private final RandomGenerator random;

        Ticker(NodeEnvironment environment) {
            this.environment = environment;
            this.random = environment.entropy().stream("ticker");
        }

        @Override
        public synchronized void onOpen(Connection opened) {
            super.onOpen(opened);
            tick();
        }

        private void tick() {
            if (!isClosed()) {
                byte[] bytes = new byte[random.nextInt(1, 500)];
                random.nextBytes(bytes);
                write(bytes);
                environment
                        .timers()
                        .after(100_000_000, () -> environment.transport().execute(this::tick));
            }
        }
    }
}
