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
 * What {@code parley simulate --scenario chat} found with the seeds 120, 141 and 30179, as it was shrunk: a client with
 * much to say began one round after the other, each behind what it had said before, and never saw the room.
 */
class NarrowConnectionTest {
    @Test
    void aClientSeesTheRoomThoughARoundTakesLongerThanItsSignsOfLife() throws Exception {
        Trial seed141 = Trial.of(141L)
                .withKnob("nodes", 3)
                .withKnob("seconds", 19)
                .withFaults(FaultPlan.of(new Episode(
                        Duration.ofSeconds(1),
                        Duration.ofNanos(19_389_361_838L),
                        new Fault.Latency(Duration.ZERO, Duration.ofNanos(121_906_848)))));
        Seeds.replay(seed141, ChatScenario::play);
    }

    @Test
    void aClientSeesTheRoomThoughItCameWithAllItsLines() throws Exception {
        Trial seed120 = Trial.of(120L)
                .withKnob("nodes", 3)
                .withKnob("seconds", 24)
                .withFaults(FaultPlan.of(
                        new Episode(Duration.ofSeconds(1), Duration.ZERO, new Fault.Restart("a")),
                        new Episode(
                                Duration.ofMillis(3_200), Duration.ofNanos(12_154_691_011L), new Fault.ZeroWindow("a")),
                        new Episode(Duration.ofSeconds(7), Duration.ofMillis(4_371), new Fault.ZeroWindow("c")),
                        new Episode(
                                Duration.ofSeconds(13),
                                Duration.ofNanos(7_823_928_314L),
                                new Fault.Latency(Duration.ZERO, Duration.ofNanos(184_768_570)))));
        Seeds.replay(seed120, ChatScenario::play);
    }

    @Test
    void aClientSeesTheRoomThoughItsOwnMemoryTakesLongerThanItsSignsOfLife() throws Exception {
        Trial seed30179 = Trial.of(30_179L)
                .withShuffle(11L)
                .withKnob("nodes", 3)
                .withKnob("seconds", 24)
                .withFaults(FaultPlan.of(
                        new Episode(
                                Duration.ofMillis(1_500),
                                Duration.ofNanos(20_526_940_434L),
                                new Fault.Loss("a", "b", 28)),
                        new Episode(
                                Duration.ofSeconds(2),
                                Duration.ofNanos(6_868_696_197L),
                                Fault.Partition.single("c", List.of("b", "a"))),
                        new Episode(
                                Duration.ofMillis(2_820),
                                Duration.ofNanos(14_556_323_616L),
                                new Fault.Loss("host-of-bob", "b", 17)),
                        new Episode(Duration.ofMillis(4_833), Duration.ZERO, new Fault.Restart("c")),
                        new Episode(Duration.ofNanos(6_953_910_640L), Duration.ZERO, new Fault.Restart("c")),
                        new Episode(
                                Duration.ofNanos(12_955_394_995L),
                                Duration.ofNanos(3_155_074_405L),
                                new Fault.Crash("c")),
                        new Episode(
                                Duration.ofMillis(17_330),
                                Duration.ofNanos(6_485_335_243L),
                                new Fault.CutOneWay("a", "b")),
                        new Episode(
                                Duration.ofMillis(23_700),
                                Duration.ofMillis(395),
                                Fault.Partition.single("host-of-bob", List.of("b", "a", "host-of-ada", "c")))));
        Seeds.replay(seed30179, ChatScenario::play);
    }
}
