package dev.parley.testkit.remote;

import dev.parley.remote.Node;
import dev.parley.remote.transport.NodeEnvironment;
import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(longs = {1, 2, 3, 4, 5})
class MinimalInSimulationTest extends MinimalContract {
    private final Town town;
    private final NodeEnvironment world;

    MinimalInSimulationTest(long seed) {
        town = new Town(Simulation.of(seed));
        town.member("v");
        town.member("a");
        world = town.simulation.node("x");
    }

    @AfterEach
    void close() {
        town.simulation.close();
    }

    @Override
    Node member() {
        return town.node("v");
    }

    @Override
    Node other() {
        return town.node("a");
    }

    @Override
    NodeEnvironment world() {
        return world;
    }

    @Override
    void until(String what, BooleanSupplier condition) {
        town.until(what, condition);
        town.run(Duration.ofMillis(20));
    }
}
