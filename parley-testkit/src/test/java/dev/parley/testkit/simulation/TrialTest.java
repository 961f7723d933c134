package dev.parley.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrialTest {
    private static final Episode CUT =
            new Episode(Duration.ofSeconds(1), Duration.ofSeconds(2), new Fault.Cut("a", "b"));
    private static final Episode RESET = Episode.at(Duration.ofSeconds(4), new Fault.Reset("a", "b"));

    @Test
    void aShuffleChangesTheOrderAndNoOtherChance() {
        Set<List<Integer>> orders = new HashSet<>();
        Set<Long> chances = new HashSet<>();
        for (long shuffle = 0; shuffle < 20; shuffle++) {
            try (Simulation simulation = Simulation.of(Trial.of(3).withShuffle(shuffle))) {
                orders.add(SimulationTest.orderOfFiveBatches(simulation));
                chances.add(simulation.node("b").entropy().stream("x").nextLong());
            }
        }

        assertThat(orders).hasSizeGreaterThan(10);
        assertThat(chances).hasSize(1);
    }

    @Test
    void noShuffleIsWhatTheSeedAloneGives() {
        try (Simulation bySeed = Simulation.of(3);
                Simulation byTrial = Simulation.of(Trial.of(3))) {
            assertThat(SimulationTest.orderOfFiveBatches(bySeed)).isEqualTo(SimulationTest.orderOfFiveBatches(byTrial));
            assertThat(bySeed.traceHash()).isEqualTo(byTrial.traceHash());
        }
    }

    @Test
    void whatWasScheduledIsToldWithTimesFromTheFirstPlan() {
        try (Simulation simulation = twoHosts(Trial.of(1))) {
            simulation.run(Duration.ofSeconds(10));
            simulation.schedule(FaultPlan.of(CUT));
            simulation.run(Duration.ofSeconds(2));
            simulation.schedule(FaultPlan.of(RESET));

            assertThat(simulation.faults()).isEqualTo(FaultPlan.of(CUT, RESET.later(Duration.ofSeconds(2))));
        }
    }

    @Test
    void givenFaultsReplaceTheFirstPlanAndLaterOnesVanish() {
        FaultPlan given = FaultPlan.of(RESET);
        try (Simulation simulation = twoHosts(Trial.of(1).withFaults(given))) {
            simulation.schedule(FaultPlan.of(CUT));
            simulation.schedule(FaultPlan.of(CUT));

            assertThat(simulation.faults()).isEqualTo(given);
        }
    }

    @Test
    void theFaultsOfARunGiveTheSameRunAgain() {
        long first = traceOfTwoPlans(Trial.of(5));
        FaultPlan all = FaultPlan.of(CUT, RESET.later(Duration.ofSeconds(2)));

        assertThat(traceOfTwoPlans(Trial.of(5).withFaults(all))).isEqualTo(first);
        assertThat(traceOfTwoPlans(Trial.of(5).withFaults(FaultPlan.of(CUT)))).isNotEqualTo(first);
    }

    private static long traceOfTwoPlans(Trial trial) {
        try (Simulation simulation = twoHosts(trial)) {
            simulation.schedule(FaultPlan.of(CUT));
            simulation.run(Duration.ofSeconds(2));
            simulation.schedule(FaultPlan.of(RESET));
            simulation.run(Duration.ofSeconds(10));
            return simulation.traceHash();
        }
    }

    @Test
    void aKnobIsAsUsualUnlessTheTrialSetsIt() {
        Trial trial = Trial.of(1).withKnob("nodes", 2).withKnob("unasked", 9);
        try (Simulation simulation = Simulation.of(trial)) {
            assertThat(simulation.knob("nodes", 5)).isEqualTo(2);
            assertThat(simulation.knob("lines", 100)).isEqualTo(100);
            assertThat(simulation.knob("nodes", 5)).isEqualTo(2);

            assertThat(simulation.knobs()).isEqualTo(Map.of("lines", 100, "nodes", 2));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> simulation.knob("nodes", 7))
                    .withMessage("knob nodes is usually 5, not 7");
        }
    }

    @Test
    void knobsAreSortedByName() {
        assertThat(new Trial(1, 0, null, Map.of("b", 1, "a", 2, "c", 3)).knobs().keySet())
                .containsExactly("a", "b", "c");
    }

    private static Simulation twoHosts(Trial trial) {
        Simulation simulation = Simulation.of(trial);
        simulation.node("a");
        simulation.node("b");
        return simulation;
    }
}
