package dev.parley.cli.simulate.chat;

import dev.parley.testkit.simulation.Episode;
import dev.parley.testkit.simulation.Fault;
import dev.parley.testkit.simulation.FaultPlan;
import dev.parley.testkit.simulation.Seeds;
import dev.parley.testkit.simulation.Trial;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What {@code parley simulate --scenario chat} found with the seeds 39 and 42, as it was shrunk: a process forgets that
 * it hosted and is among members that never knew it. It hosted in the same epoch again.
 */
class ForgottenEpochTest {
    private static final List<String> ALL_BUT_C = List.of("host-of-ada", "a", "host-of-bob", "b");

    @Test
    void aHostThatForgotItsEpochHostsInAHigherOneWithTheMemberThatHeardNothingOfTheFirst() throws Exception {
        Trial seed39 = Trial.of(39L)
                .withKnob("nodes", 3)
                .withKnob("seconds", 15)
                .withFaults(FaultPlan.of(
                        new Episode(seconds(4), Duration.ofMillis(2845), Fault.Partition.single("c", ALL_BUT_C)),
                        new Episode(
                                seconds(6),
                                Duration.ofNanos(17_370_225_679L),
                                Fault.Partition.oneWay(ALL_BUT_C, List.of("c"))),
                        new Episode(seconds(19), Duration.ofMillis(1), new Fault.Crash("a"))));
        Seeds.replay(seed39, ChatScenario::play);
    }

    @Test
    void aHostThatForgotItsEpochAtOnceHostsInAHigherOne() throws Exception {
        Trial seed42 = Trial.of(42L)
                .withKnob("nodes", 3)
                .withKnob("seconds", 24)
                .withFaults(FaultPlan.of(
                        new Episode(seconds(3), Duration.ofNanos(14_340_704_574L), new Fault.Crash("a")),
                        new Episode(
                                seconds(4),
                                Duration.ofNanos(15_240_816_529L),
                                Fault.Partition.bridge("a", List.of("c"), List.of("b"))),
                        new Episode(
                                seconds(16),
                                Duration.ofNanos(7_824_333_150L),
                                Fault.Partition.oneWay(List.of("b"), List.of("host-of-bob", "c", "host-of-ada", "a"))),
                        new Episode(seconds(23), Duration.ZERO, new Fault.Restart("a"))));
        Seeds.replay(seed42, ChatScenario::play);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
