package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.ActorRef;
import dev.parley.Failure;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.remote.NodeException;
import dev.parley.remote.PeerEvent;
import dev.parley.remote.SharedKey;
import dev.parley.testkit.simulation.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class KeyTest {
    private static final SharedKey KEY = SharedKey.ofHex("00112233445566778899aabbccddeeff");
    private static final SharedKey OTHER = SharedKey.ofHex("ff112233445566778899aabbccddeeff");

    private static UnaryOperator<NodeConfig> with(Optional<SharedKey> key) {
        return config -> key.map(config::withKey).orElse(config);
    }

    private static void assertStrangers(Optional<SharedKey> ofA, Optional<SharedKey> ofB) {
        Seeds.forEach(
                simulation -> {
                    Town town = new Town(simulation);
                    town.member("a", with(ofA));
                    town.member("b", with(ofB));
                    List<PeerEvent> events = new ArrayList<>();
                    town.node("a").onPeers(events::add);
                    town.node("b").onPeers(events::add);
                    ActorRef<Desk.Cmd> remote = town.exported("a", "b");
                    try (LogLines log = new LogLines()) {
                        assertThat(Town.failure(remote, new Desk.Count())).isInstanceOf(Failure.TargetDown.class);
                        assertThat(log.lines()).anyMatch(line -> line.contains("refused") && line.contains("key"));
                    }
                    assertThat(events).isEmpty();
                    assertThat(town.desk("b").notes).isEmpty();
                },
                20);
    }

    @Test
    void nodesWithTheSameKeyReachEachOther() {
        Seeds.forEach(
                simulation -> {
                    Town town = new Town(simulation);
                    town.member("a", with(Optional.of(KEY)));
                    town.member("b", with(Optional.of(KEY)));
                    assertThat(town.exported("a", "b").ask(new Desk.Count())).isEqualTo(100);
                    assertThat(town.exported("b", "a").ask(new Desk.Count())).isEqualTo(100);
                    simulation.reset("a", "b");
                    town.run(Duration.ofSeconds(1));
                    assertThat(town.exported("a", "b").ask(new Desk.Count())).isEqualTo(100);
                    assertThat(town.peer("a", "b").inDoubt())
                            .as("the same link incarnation")
                            .isZero();
                },
                Seeds.count());
    }

    @Test
    void nodesWithDifferentKeysRefuseEachOther() {
        assertStrangers(Optional.of(KEY), Optional.of(OTHER));
    }

    @Test
    void aNodeWithoutTheKeyIsRefusedWhoeverDials() {
        assertStrangers(Optional.empty(), Optional.of(KEY));
        assertStrangers(Optional.of(KEY), Optional.empty());
    }

    @Test
    void aGuestNeedsTheKeyToo() {
        Seeds.forEach(
                simulation -> {
                    Town town = new Town(simulation);
                    town.member("m", with(Optional.of(KEY)));
                    assertThatThrownBy(() -> town.guest("g", "m"))
                            .isInstanceOf(NodeException.class)
                            .hasMessageContaining("key");
                    town.guest("h", "m", with(Optional.of(KEY)));
                    assertThat(town.exported("h", "m").ask(new Desk.Count())).isEqualTo(100);
                },
                10);
    }

    @Test
    void onTheRealNetworkNothingButLoopbackIsServedWithoutAKey() {
        assertThatThrownBy(() -> Node.start(NodeConfig.member("a", "0.0.0.0:0")))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("0.0.0.0:0 without a key");
        assertThatThrownBy(
                        () -> Node.start(NodeConfig.member("a", "127.0.0.1:0").withAdvertise("192.0.2.1:9001")))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("192.0.2.1:9001 without a key");
        try (Node keyed = Node.start(NodeConfig.member("a", "0.0.0.0:0").withKey(KEY))) {
            assertThat(keyed.id().port()).isPositive();
        }
    }
}
