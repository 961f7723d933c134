package dev.parley.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parley.remote.Endpoint;
import dev.parley.remote.transport.NodeEnvironment;
import dev.parley.testkit.transport.Recorder;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** After settling, the core is well whatever was broken, and the rest stays as it was. */
class SettleTest {
    private static final List<String> CORE = List.of("a", "b");
    private static final Duration LENGTH = Duration.ofSeconds(20);
    private static final int PORT = 9000;

    @Test
    void everyHostOfTheCoreServesTheOthersAtOnceWhateverWasBroken() {
        Seeds.forEach(simulation -> {
            Hostel hostel = new Hostel(simulation, "a", "b", "c");
            simulation.schedule(FaultPlan.random(
                    simulation.seed(), List.of("a", "b", "c"), LENGTH, EnumSet.allOf(FaultKind.class)));
            simulation.run(LENGTH.dividedBy(2));
            simulation.settle(CORE);
            simulation.run(Duration.ofMillis(10));

            for (String from : CORE) {
                for (String to : CORE) {
                    Recorder guest = hostel.dial(from, to);
                    simulation.run(Duration.ofMillis(20));
                    assertThat(guest.isOpened()).as("%s reaches %s", from, to).isTrue();
                    assertThat(guest.heardBytes()).as("%s hears %s", from, to).isOne();
                }
            }
        });
    }

    @Test
    void nothingIsMendedAndNothingBreaksAfterwards() {
        Seeds.forEach(simulation -> {
            Hostel hostel = new Hostel(simulation, "a", "b", "c");
            simulation.schedule(FaultPlan.of(
                    new Episode(Duration.ofSeconds(1), Duration.ofSeconds(3), Fault.Partition.single("c", CORE)),
                    new Episode(Duration.ofSeconds(4), Duration.ofSeconds(1), new Fault.Cut("a", "b"))));
            simulation.run(Duration.ofSeconds(2));
            simulation.settle(CORE);
            simulation.run(Duration.ofMillis(2_500));
            Recorder within = hostel.dial("a", "b");
            Recorder out = hostel.dial("a", "c");
            simulation.run(Duration.ofSeconds(10));

            assertThat(within.isOpened()).isTrue();
            assertThat(out.isOpened()).isFalse();
            assertThat(hostel.starts).containsOnly(Map.entry("a", 1), Map.entry("b", 1), Map.entry("c", 1));
        });
    }

    @Test
    void aPlanThatComesTooLateIsRefused() {
        try (Simulation simulation = Simulation.of(1)) {
            new Hostel(simulation, "a", "b");
            FaultPlan plan = FaultPlan.of(Episode.at(Duration.ofSeconds(1), new Fault.Cut("a", "b")));
            simulation.schedule(plan);
            simulation.settle(CORE);

            assertThatIllegalStateException()
                    .isThrownBy(() -> simulation.schedule(plan))
                    .withMessageContaining("since the simulation was settled");
        }
    }

    @Test
    void crashedHostsOfTheCoreStartAgainAndOthersStayDown() {
        try (Simulation simulation = Simulation.of(1)) {
            Hostel hostel = new Hostel(simulation, "a", "b", "c", "d");
            simulation.schedule(FaultPlan.of(
                    new Episode(Duration.ofSeconds(1), Duration.ofSeconds(9), new Fault.Crash("a")),
                    new Episode(Duration.ofSeconds(1), Duration.ofSeconds(9), new Fault.Crash("c"))));
            simulation.crash("b");
            simulation.run(Duration.ofSeconds(2));
            simulation.settle(CORE);
            simulation.run(Duration.ofSeconds(60));

            assertThat(hostel.starts)
                    .containsOnly(Map.entry("a", 2), Map.entry("b", 2), Map.entry("c", 1), Map.entry("d", 1));
        }
    }

    @Test
    void aCrashedHostWithoutAProgramCannotSettle() {
        try (Simulation simulation = Simulation.of(1)) {
            simulation.node("a");
            simulation.crash("a");
            assertThatIllegalStateException()
                    .isThrownBy(() -> simulation.settle(List.of("a")))
                    .withMessageContaining("give its program");
        }
    }

    /** Hosts that greet whoever dials them with one byte. */
    private static final class Hostel {
        final Map<String, Integer> starts = new TreeMap<>();
        private final Map<String, NodeEnvironment> running = new TreeMap<>();

        Hostel(Simulation simulation, String... names) {
            for (String name : names) {
                simulation.start(name, world -> {
                    starts.merge(name, 1, Integer::sum);
                    running.put(name, world);
                    world.transport().bind(new Endpoint(name, PORT), _ -> Recorder.writing(new byte[1]));
                });
            }
            simulation.run(Duration.ZERO);
        }

        Recorder dial(String from, String to) {
            Recorder guest = new Recorder();
            NodeEnvironment world = Objects.requireNonNull(running.get(from), from);
            world.transport()
                    .execute(() -> world.transport().dial(new Endpoint(to, PORT), Duration.ofSeconds(5), guest));
            return guest;
        }
    }
}
