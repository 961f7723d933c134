package dev.parley.testkit.remote;

import dev.parley.ActorRef;
import dev.parley.remote.Node;
import dev.parley.remote.transport.NodeEnvironment;
import dev.parley.testkit.simulation.Simulation;
import dev.parley.wire.Frame;
import dev.parley.wire.WireError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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
        victim = town.member("v", config -> config.withLinks(config.links().withLanes(4)));
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

    @Test
    void refusesMoreStrangersThanItsLimit() {
        assertServed();
        List<RawPeer> strangers = new ArrayList<>();
        IntStream.range(0, 257).forEach(_ -> strangers.add(RawPeer.dial(attacker(), at())));
        until("all are open", () -> strangers.stream().allMatch(RawPeer::isOpen));
        until("one is refused at once", () -> strangers.stream().anyMatch(peer -> isOneTooMany(peer)));
        assertServed();
        until("all are ended", () -> strangers.stream().allMatch(RawPeer::isClosed));
    }

    private static boolean isOneTooMany(RawPeer peer) {
        Frame.Bye bye = peer.bye();
        return bye != null && bye.reason() == WireError.TOO_MANY_CONNECTIONS;
    }
}
