package dev.parley.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.simulation.Episode;
import dev.parley.testkit.simulation.Fault;
import dev.parley.testkit.simulation.FaultKind;
import dev.parley.testkit.simulation.FaultPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fault plans of the simulation on real processes and sockets, with the same checkers, without root. */
class RelayedHistoryTest {
    private static final int SEEDS = Boolean.getBoolean("parley.full") ? 40 : 1;
    private static final Duration LENGTH = Duration.ofSeconds(3);
    private static final Set<FaultKind> KINDS = EnumSet.complementOf(
            EnumSet.of(FaultKind.SLOW_NODE, FaultKind.WALL_JUMP, FaultKind.WALL_OFFSET, FaultKind.DRIFT));

    @TempDir
    private Path directory;

    @Test
    void realNodesKeepTheirPromisesWhateverARelayBreaksBetweenThem() throws Exception {
        try (Relays relays = new Relays(Trio.NAMES);
                Talkers talkers = new Talkers(relays, directory)) {
            talkers.assertReach();
            assertThat(relays.connections()).as("connections through relays").isGreaterThanOrEqualTo(6);
            talkers.play(eachOfThem());
            talkers.assertReach();
            talkers.playRandom(SEEDS, LENGTH, KINDS);
            talkers.judge();
        }
    }

    /** Every fault of a network once. */
    private static FaultPlan eachOfThem() {
        return FaultPlan.of(
                episode(0, 300, new Fault.SingleBytes("a", "b")),
                episode(200, 400, new Fault.Latency(Duration.ofMillis(5), Duration.ofMillis(60))),
                episode(400, 500, new Fault.SlowLink("b", "c", 20_000)),
                episode(700, 300, new Fault.Loss("a", "c", 20)),
                Episode.at(Duration.ofMillis(900), new Fault.Reset("a", "b")),
                episode(1_000, 2_600, new Fault.HalfOpen("a", "c")),
                Episode.at(Duration.ofMillis(1_300), new Fault.Reset("b", "c")),
                episode(1_400, 300, new Fault.Refuse("b")),
                episode(1_600, 400, new Fault.Hang("c")),
                episode(2_000, 2_500, new Fault.CutOneWay("a", "b")),
                episode(4_600, 400, new Fault.ZeroWindow("c")),
                episode(4_800, 2_500, new Fault.Cut("b", "c")));
    }

    private static Episode episode(long atMillis, long lastsMillis, Fault fault) {
        return new Episode(Duration.ofMillis(atMillis), Duration.ofMillis(lastsMillis), fault);
    }
}
