package dev.parley.cli.simulate.diary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorAddress;
import dev.parley.NodeId;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.remote.PeerEvent;
import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CoreTest {
    private static final List<String> FIVE = List.of("a", "b", "c", "d", "e");
    private static final long WITH_REST = 1;

    @Test
    void isAMajorityInOneSeedOfFourAndEverybodyInTheOthers() {
        List<Core> cores = LongStream.range(0, 400).mapToObj(CoreTest::of).toList();

        assertThat(cores.stream().filter(core -> core.rest().size() == 2)).hasSize(100);
        assertThat(cores.stream().filter(core -> core.rest().isEmpty())).hasSize(300);
        assertThat(cores).allSatisfy(core -> {
            Set<String> all = new TreeSet<>(core.members());
            all.addAll(core.rest());
            assertThat(all).containsExactlyElementsOf(FIVE);
        });
    }

    @Test
    void leavesOutEachMemberInSomeSeed() {
        Set<String> left = new TreeSet<>();
        LongStream.range(0, 400).forEach(seed -> left.addAll(of(seed).rest()));

        assertThat(left).containsExactlyElementsOf(FIVE);
    }

    @Test
    void isEverybodyWhereAMajorityIsEverybody() {
        Core two = Core.perhapsQuorum(WITH_REST, List.of("a", "b"), List.of(), _ -> List.of(Core.Ill.DOWN));

        assertThat(two.members()).containsExactly("a", "b");
        assertThat(two.rest()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Core.Ill.class,
            names = {"DOWN", "CUT_OFF", "MUTE", "DEAF"})
    void theRestIsUnreachableForEverAndTheCoreIsMended(Core.Ill ill) {
        try (Simulation simulation = Simulation.of(WITH_REST)) {
            List<String> hosts = List.of("a", "b", "c");
            Core core = Core.perhapsQuorum(WITH_REST, hosts, List.of(), _ -> List.of(ill));
            Map<String, Node> nodes = new TreeMap<>();
            for (String host : hosts) {
                simulation.start(
                        host,
                        environment -> nodes.put(
                                host, Node.start(NodeConfig.member(host, Cluster.address(host)), environment)));
            }
            simulation.run(Duration.ofSeconds(1));
            core.members().forEach(simulation::crash);
            core.settle(simulation);
            simulation.run(Duration.ofSeconds(1));

            Node first = Objects.requireNonNull(nodes.get(core.members().getFirst()));
            Set<String> met = new TreeSet<>();
            first.onPeers(event -> {
                if (event instanceof PeerEvent.Up(NodeId peer, String _)) {
                    met.add(peer.host());
                }
            });
            hosts.forEach(host -> greet(first, host));
            simulation.run(Duration.ofMinutes(1));

            assertThat(met).containsExactly(core.members().getLast());
        }
    }

    /** A message to nobody, for the sake of the link. */
    private static void greet(Node node, String host) {
        if (!node.id().host().equals(host)) {
            ActorAddress anyone = ActorAddress.parse("actor://" + Cluster.address(host) + "/user/anyone");
            node.at(anyone, String.class).tell("hello");
        }
    }

    private static Core of(long seed) {
        return Core.perhapsQuorum(seed, FIVE, List.of(), _ -> List.of(Core.Ill.DOWN));
    }
}
