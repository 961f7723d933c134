package dev.parley.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    private static final List<String> HOSTS = List.of("a", "b", "c");
    private static final Duration LENGTH = Duration.ofSeconds(60);

    @Test
    void theSameSeedDrawsTheSamePlan() {
        Set<FaultPlan> plans = new HashSet<>();
        for (long seed = 0; seed < 100; seed++) {
            FaultPlan plan = random(seed, EnumSet.allOf(FaultPlan.Kind.class));
            assertThat(random(seed, EnumSet.allOf(FaultPlan.Kind.class))).isEqualTo(plan);
            plans.add(plan);
        }

        assertThat(plans).hasSize(100);
    }

    @Test
    void everyFaultIsWithinTheTimeAndInOrder() {
        for (long seed = 0; seed < 100; seed++) {
            assertThat(random(seed, EnumSet.allOf(FaultPlan.Kind.class)).entries())
                    .isNotEmpty()
                    .extracting(FaultPlan.Entry::at)
                    .isSorted()
                    .allSatisfy(at -> assertThat(at).isBetween(Duration.ZERO, LENGTH));
        }
    }

    @Test
    void everyCutIsHealed() {
        for (long seed = 0; seed < 100; seed++) {
            List<Fault> cuts = new ArrayList<>();
            for (FaultPlan.Entry entry :
                    random(seed, EnumSet.of(FaultPlan.Kind.CUT)).entries()) {
                if (entry.fault() instanceof Fault.Heal(String a, String b)) {
                    assertThat(cuts.remove(new Fault.Cut(a, b))).isTrue();
                } else {
                    cuts.add(entry.fault());
                }
            }
            assertThat(cuts).isEmpty();
        }
    }

    @Test
    void onlyTheKindsAskedForAreDrawn() {
        for (long seed = 0; seed < 100; seed++) {
            assertThat(random(seed, EnumSet.of(FaultPlan.Kind.CRASH)).entries())
                    .extracting(FaultPlan.Entry::fault)
                    .hasOnlyElementsOfTypes(Fault.Crash.class, Fault.Restart.class);
        }
    }

    @Test
    void printsALineForEachFault() {
        FaultPlan plan = new FaultPlan(List.of(
                new FaultPlan.Entry(Duration.ofMillis(2500), new Fault.Heal("a", "b")),
                new FaultPlan.Entry(Duration.ofMillis(1000), new Fault.CutOneWay("a", "b"))));

        assertThat(plan).hasToString("  1.000000 s  cut a -> b\n  2.500000 s  heal a | b");
    }

    @Test
    void faultsHappenAtTheirTime() {
        List<Duration> started = new ArrayList<>();
        try (Simulation simulation = Simulation.of(1)) {
            simulation.start("a", _ -> started.add(simulation.now()));
            simulation.schedule(new FaultPlan(List.of(
                    new FaultPlan.Entry(Duration.ofSeconds(1), new Fault.Crash("a")),
                    new FaultPlan.Entry(Duration.ofSeconds(3), new Fault.Restart("a")))));
            simulation.run(Duration.ofSeconds(5));
        }

        assertThat(started).containsExactly(Duration.ZERO, Duration.ofSeconds(3));
    }

    @Test
    void aRestartWithoutAProgramSaysHowToGiveOne() {
        try (Simulation simulation = Simulation.of(1)) {
            simulation.node("a");
            simulation.crash("a");

            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> simulation.apply(new Fault.Restart("a")))
                    .withMessageContaining("simulation.start(\"a\", program)");
        }
    }

    @Test
    void aReversedLatencyIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Fault.Latency(Duration.ofMillis(2), Duration.ofMillis(1)))
                .withMessage("not a range of latencies: PT0.002S to PT0.001S");
    }

    private static FaultPlan random(long seed, Set<FaultPlan.Kind> kinds) {
        return FaultPlan.random(seed, HOSTS, LENGTH, kinds);
    }
}
