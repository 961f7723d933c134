package dev.parley.cli.simulate.chat;

import dev.parley.testkit.simulation.Episode;
import dev.parley.testkit.simulation.Fault;
import dev.parley.testkit.simulation.FaultPlan;
import dev.parley.testkit.simulation.Seeds;
import dev.parley.testkit.simulation.Trial;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What {@code parley simulate --scenario chat} found with the seeds 120 and 141, as it was shrunk: a client with many
 * lines to say began one round after the other, each behind all lines of those before it, and never saw the room.
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
}
