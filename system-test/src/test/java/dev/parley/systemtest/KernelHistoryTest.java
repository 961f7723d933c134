package dev.parley.systemtest;

import static dev.parley.systemtest.Lines.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.simulation.Episode;
import dev.parley.testkit.simulation.Fault;
import dev.parley.testkit.simulation.FaultKind;
import dev.parley.testkit.simulation.FaultPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fault plans of the simulation on real processes, by the kernel between them, with the same checkers. */
class KernelHistoryTest {
    private static final int SEEDS = Boolean.getBoolean("parley.full") ? 20 : 1;
    private static final Duration LENGTH = seconds(3);
    private static final Set<FaultKind> KINDS = EnumSet.of(
            FaultKind.CUT,
            FaultKind.CUT_ONE_WAY,
            FaultKind.HALVES,
            FaultKind.SINGLE,
            FaultKind.DEAF_OR_DUMB,
            FaultKind.BRIDGE,
            FaultKind.RESET,
            FaultKind.HALF_OPEN,
            FaultKind.SLOW_LINK,
            FaultKind.CRASH,
            FaultKind.RESTART,
            FaultKind.PAUSE);

    @TempDir
    private Path directory;

    @BeforeAll
    static void needsTheKernel() throws InterruptedException {
        KernelNetwork.assumePossible();
    }

    @Test
    void realNodesKeepTheirPromisesWhateverTheKernelBreaksBetweenThem() throws Exception {
        try (KernelNetwork network = KernelNetwork.of(Trio.NAMES);
                Talkers talkers = new Talkers(network, directory)) {
            talkers.assertReach();
            talkers.play(eachOfThem());
            talkers.assertReach();
            assertThat(network.resets()).as("ends of connections destroyed").isGreaterThanOrEqualTo(4);
            assertThat(network.halfOpens()).as("connections half open").isGreaterThanOrEqualTo(2);
            assertThat(network.waits()).as("packets that waited").isPositive();
            talkers.playRandom(SEEDS, LENGTH, KINDS);
            talkers.judge();
        }
    }

    /** Every fault that the kernel makes once, what is cut for longer than the failure time-out; a standstill, too. */
    private static FaultPlan eachOfThem() {
        return FaultPlan.of(
                episode(0, 800, new Fault.SlowLink("a", "b", 5_000)),
                Episode.at(Duration.ofMillis(900), new Fault.Reset("a", "b")),
                Episode.at(Duration.ofMillis(1_000), new Fault.Reset("b", "c")),
                episode(1_100, 2_600, new Fault.HalfOpen("a", "c")),
                episode(1_500, 2_500, new Fault.CutOneWay("a", "b")),
                episode(4_500, 2_500, new Fault.Cut("b", "c")),
                episode(7_500, 2_500, Fault.Partition.single("a", List.of("b", "c"))),
                episode(10_500, 2_500, new Fault.Pause("c")));
    }

    private static Episode episode(long atMillis, long lastsMillis, Fault fault) {
        return new Episode(Duration.ofMillis(atMillis), Duration.ofMillis(lastsMillis), fault);
    }
}
