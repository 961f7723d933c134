package dev.parley.testkit.remote;

import dev.parley.ActorRef;
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
class HostileInSimulationTest extends HostileContract {
    private final Town town;
    private final Node victim;
    private final NodeEnvironment attacker;
    private final ActorRef<Desk.Cmd> desk;

    HostileInSimulationTest(long seed) {
        town = new Town(Simulation.of(seed));
        victim = town.member("v");
        town.member("a");
        attacker = town.simulation.node("x");
        desk = town.exported("a", "v");
    }

    @AfterEach
    void close() {
        town.simulation.close();
    }

    @Override
    Node victim() {
        return victim;
    }

    @Override
    ActorRef<Desk.Cmd> desk() {
        return desk;
    }

    @Override
    NodeEnvironment attacker() {
        return attacker;
    }

    @Override
    void until(String what, BooleanSupplier condition) {
        town.until(what, condition);
        town.run(Duration.ofMillis(20));
    }
}
