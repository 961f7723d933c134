package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorRef;
import dev.parley.remote.Node;
import dev.parley.remote.PeerSnapshot;
import dev.parley.remote.transport.NodeEnvironment;
import dev.parley.testkit.simulation.Simulation;
import dev.parley.wire.Frame;
import dev.parley.wire.WireError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
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
    void dropsTheOldestStrangersBeyondItsLimit() {
        assertServed();
        List<RawPeer> early = strangers(256);
        until("all are open", () -> early.stream().allMatch(RawPeer::isOpen));
        List<RawPeer> late = strangers(2);
        until("two have to go", () -> early.stream().filter(RawPeer::isClosed).count() == 2);
        assertThat(early).filteredOn(RawPeer::isClosed).allMatch(HostileInSimulationTest::isOneTooMany);
        assertThat(late).allMatch(RawPeer::isOpen).noneMatch(RawPeer::isClosed);
        assertServed();
        until(
                "all are ended",
                () -> Stream.concat(early.stream(), late.stream()).allMatch(RawPeer::isClosed));
    }

    private List<RawPeer> strangers(int number) {
        return Stream.generate(() -> RawPeer.dial(attacker(), at()))
                .limit(number)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void letsACorrectPeerInWhileStrangersComeAndComeAgain(boolean strangersGreet) {
        List<RawPeer> strangers = new ArrayList<>();
        Runnable attack = () -> {
            strangers.removeIf(RawPeer::isClosed);
            while (strangers.size() < 300) {
                RawPeer stranger = RawPeer.dial(attacker(), at());
                if (strangersGreet) {
                    stranger.send(RawPeer.hello());
                }
                strangers.add(stranger);
            }
        };
        for (int i = 0; i < 5; i++) {
            attack.run();
            town.run(Duration.ofMillis(20));
        }
        town.member("late");
        ActorRef<Desk.Cmd> wanted = town.exported("late", "v");
        wanted.tell(new Desk.Note(1));
        for (int i = 0; i < 50 && !hasCome(); i++) {
            attack.run();
            town.run(Duration.ofMillis(20));
        }
        assertThat(hasCome()).as("the correct peer is let in within a second").isTrue();
    }

    private boolean hasCome() {
        return victim().peers().stream()
                .anyMatch(peer -> peer.name().equals("late") && peer.state() == PeerSnapshot.State.UP);
    }

    private static boolean isOneTooMany(RawPeer peer) {
        Frame.Bye bye = peer.bye();
        return bye != null && bye.reason() == WireError.TOO_MANY_CONNECTIONS;
    }
}
