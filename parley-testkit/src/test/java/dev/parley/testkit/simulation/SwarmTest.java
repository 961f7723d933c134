package dev.parley.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.ActorRef;
import dev.parley.remote.LinkConfig;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SwarmTest {
    private static final int SEEDS = 800;

    @Test
    void theSameSeedDrawsTheSameAndOthersDiffer() {
        assertThat(Swarm.of(7)).isEqualTo(Swarm.of(7));
        Set<Swarm> all = new HashSet<>();
        LongStream.range(0, SEEDS).mapToObj(Swarm::of).forEach(all::add);

        assertThat(all).hasSizeGreaterThan(SEEDS / 2);
    }

    @Test
    void everyKindIsInAboutHalfOfAllSeedsAndFewSeedsAreUsual() {
        Map<FaultKind, Integer> seen = new EnumMap<>(FaultKind.class);
        List<Swarm> usual = new ArrayList<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            Swarm swarm = Swarm.of(seed);
            if (swarm.equals(Swarm.usual())) {
                usual.add(swarm);
            } else {
                swarm.kinds().forEach(kind -> seen.merge(kind, 1, Integer::sum));
            }
        }

        assertThat(usual.size()).isBetween(SEEDS / 16, SEEDS / 4);
        assertThat(seen).hasSize(FaultKind.values().length);
        assertThat(seen.values()).allSatisfy(count -> assertThat(count).isBetween(SEEDS / 4, SEEDS * 3 / 4));
    }

    @Test
    void settingsReachFromTinyToUsual() {
        Set<Integer> mailboxes = new HashSet<>();
        Set<Long> mailboxBytes = new HashSet<>();
        Set<LinkConfig> links = new HashSet<>();
        Set<Swarm.Windows> windows = new HashSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            Swarm swarm = Swarm.of(seed);
            mailboxes.add(swarm.system().mailboxMessages());
            mailboxBytes.add(swarm.system().mailboxBytes());
            links.add(swarm.links());
            windows.add(swarm.windows());
        }

        assertThat(mailboxes).contains(16, 100_000);
        assertThat(mailboxBytes).contains(1L << 10, 64L << 20);
        assertThat(links).hasSizeGreaterThan(50).contains(LinkConfig.defaults());
        assertThat(windows).containsExactlyInAnyOrder(Swarm.Windows.tiny(), Swarm.Windows.usual());
    }

    @Test
    void onlyAllowedKindsAreGivenAndNeverNone() {
        Set<FaultKind> allowed = EnumSet.of(FaultKind.CUT, FaultKind.PAUSE);
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(Swarm.of(seed).kinds(allowed)).isNotEmpty().isSubsetOf(allowed);
        }
    }

    @Test
    void windowsAreAsAskedFor() throws Exception {
        for (Swarm.Windows windows : List.of(new Swarm.Windows(50, 0), new Swarm.Windows(3, 2))) {
            try (Simulation simulation = Simulation.of(4)) {
                simulation.windows(windows);
                Pair pair = new Pair(simulation);
                simulation.pause("b");
                pair.write(Pair.bytes(1_000));
                simulation.run(Pair.LIMIT);

                int taken = 1_000 - pair.here.unsentBytes();
                assertThat(taken).isBetween(windows.smallestBytes(), windows.smallestBytes() << windows.doublings());
            }
        }
    }

    @Test
    void nodesReachEachOtherInEverySetting() {
        Seeds.forEach(simulation -> {
            Swarm swarm = simulation.swarm();
            Node a = node(simulation, "a", swarm);
            Node b = node(simulation, "b", swarm);
            List<Note> heard = new ArrayList<>();
            ActorRef<Note> ears = b.system().spawn("ears", () -> (note, _) -> heard.add(note));
            b.export("ears", Note.class, ears);
            a.at(ears.address(), Note.class).tell(new Note("x".repeat(5_000)));

            assertThat(simulation.runUntil(() -> !heard.isEmpty(), Duration.ofSeconds(10)))
                    .as("heard with %s", swarm)
                    .isTrue();
        });
    }

    private record Note(String text) {}

    private static Node node(Simulation simulation, String name, Swarm swarm) {
        NodeConfig config = NodeConfig.member(name, name + ":9001")
                .withSystem(swarm.system().withName(name))
                .withLinks(swarm.links());
        return Node.start(config, simulation.node(name));
    }

    @Test
    void aWindowWithoutAByteIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Swarm.Windows(0, 1))
                .withMessage("not a range of windows: 0 bytes and 1 doublings");
    }
}
