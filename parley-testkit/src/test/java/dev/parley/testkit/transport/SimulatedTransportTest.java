package dev.parley.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.remote.Endpoint;
import dev.parley.remote.transport.NodeEnvironment;
import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "seed {0}")
@MethodSource("seeds")
class SimulatedTransportTest extends TransportContract {
    private final Simulation simulation;
    private final NodeEnvironment here;
    private final NodeEnvironment there;

    SimulatedTransportTest(long seed) {
        simulation = Simulation.of(seed);
        here = simulation.node("here");
        there = simulation.node("there");
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @AfterEach
    void close() {
        simulation.close();
    }

    @Override
    protected NodeEnvironment here() {
        return here;
    }

    @Override
    protected NodeEnvironment there() {
        return there;
    }

    @Override
    protected Endpoint anyPort() {
        return new Endpoint("there", 0);
    }

    @Override
    protected Endpoint foreignAddress() {
        return new Endpoint("elsewhere", 9000);
    }

    @Override
    protected int floodBytes() {
        return 1 << 20;
    }

    @Override
    protected void driveUntil(BooleanSupplier condition) {
        assertThat(simulation.runUntil(condition, Duration.ofMinutes(10))).isTrue();
    }
}
