package dev.parley.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.Cancellable;
import dev.parley.remote.transport.NodeEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultPlanTest {
    private static final List<String> HOSTS = List.of("a", "b", "c");
    private static final Duration LENGTH = Duration.ofSeconds(60);

    @Test
    void theSameSeedDrawsTheSamePlan() {
        Set<FaultPlan> plans = new HashSet<>();
        for (long seed = 0; seed < 100; seed++) {
            FaultPlan plan = random(seed, EnumSet.allOf(FaultKind.class));
            assertThat(random(seed, EnumSet.allOf(FaultKind.class))).isEqualTo(plan);
            plans.add(plan);
        }

        assertThat(plans).hasSize(100);
    }

    @Test
    void everyFaultBeginsInOrderAndIsMendedWithinTheTime() {
        for (long seed = 0; seed < 100; seed++) {
            FaultPlan plan = random(seed, EnumSet.allOf(FaultKind.class));
            assertThat(plan.episodes()).isNotEmpty().extracting(Episode::at).isSorted();
            assertThat(plan.episodes())
                    .allSatisfy(episode ->
                            assertThat(episode.at().plus(episode.lasts())).isBetween(Duration.ZERO, LENGTH));
        }
    }

    @Test
    void onlyTheKindsAskedForAreDrawn() {
        for (long seed = 0; seed < 100; seed++) {
            assertThat(random(seed, EnumSet.of(FaultKind.CRASH)).episodes())
                    .extracting(Episode::fault)
                    .hasOnlyElementsOfType(Fault.Crash.class);
        }
    }

    @Test
    void printsALineForEachEpisode() {
        FaultPlan plan = FaultPlan.of(
                new Episode(Duration.ofSeconds(70), Duration.ofMillis(500), new Fault.Crash("a")),
                Episode.at(Duration.ofMillis(2500), new Fault.Reset("a", "b")),
                Episode.at(Duration.ofMillis(1000), new Fault.CutOneWay("a", "b")));

        assertThat(plan.toString().lines())
                .containsExactly(
                        "  1.000000 s  cut a -> b, for ever",
                        "  2.500000 s  reset a | b",
                        " 70.000000 s  crash a, for 0.500000 s");
    }

    @Test
    void printsItselfAsJavaThatMakesItAgain(@TempDir Path directory) throws Exception {
        List<Episode> episodes = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            episodes.addAll(random(11, EnumSet.of(kind)).episodes());
        }
        episodes.add(Episode.at(Duration.ofNanos(1), new Fault.Cut("a", "b\"\\")));
        FaultPlan plan = new FaultPlan(episodes);

        assertThat(Compiled.value(plan.toJava(), directory)).isEqualTo(plan);
        assertThat(Compiled.value(FaultPlan.none().toJava(), directory)).isEqualTo(FaultPlan.none());
    }

    @Test
    void aCrashAndItsRestartAreOneEpisode() {
        List<Duration> started = new ArrayList<>();
        try (Simulation simulation = Simulation.of(1)) {
            simulation.start("a", _ -> started.add(simulation.now()));
            simulation.schedule(
                    FaultPlan.of(new Episode(Duration.ofSeconds(1), Duration.ofSeconds(2), new Fault.Crash("a"))));
            simulation.run(Duration.ofSeconds(5));
        }

        assertThat(started).containsExactly(Duration.ZERO, Duration.ofSeconds(3));
    }

    @Test
    void aHostStartsAgainWhenItsLastCrashIsMended() {
        List<Duration> started = new ArrayList<>();
        try (Simulation simulation = Simulation.of(1)) {
            simulation.start("a", _ -> started.add(simulation.now()));
            simulation.schedule(FaultPlan.of(
                    new Episode(Duration.ofSeconds(1), Duration.ofSeconds(5), new Fault.Crash("a")),
                    new Episode(Duration.ofSeconds(2), Duration.ofSeconds(1), new Fault.Crash("a"))));
            simulation.run(Duration.ofSeconds(9));
        }

        assertThat(started).containsExactly(Duration.ZERO, Duration.ofSeconds(6));
    }

    @Test
    void aProcessGoesOnWhenItsLastPauseIsMended() {
        List<Duration> ran = new ArrayList<>();
        try (Simulation simulation = Simulation.of(1)) {
            NodeEnvironment a = simulation.node("a");
            a.timers().after(Duration.ofMillis(2_500).toNanos(), () -> ran.add(simulation.now()));
            simulation.schedule(FaultPlan.of(
                    new Episode(Duration.ofSeconds(1), Duration.ofSeconds(1), new Fault.Pause("a")),
                    new Episode(Duration.ofSeconds(1), Duration.ofSeconds(6), new Fault.Pause("a"))));
            simulation.run(Duration.ofSeconds(9));
        }

        assertThat(ran).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void mendingAPauseLeavesThePauseOfTheNextProcessAlone() {
        List<Duration> ran = new ArrayList<>();
        try (Simulation simulation = Simulation.of(1)) {
            simulation.node("a");
            Cancellable first = simulation.apply(new Fault.Pause("a"));
            simulation.crash("a");
            simulation.node("a").dispatcher().execute(() -> ran.add(simulation.now()));
            simulation.pause("a");
            first.cancel();
            simulation.run(Duration.ofSeconds(1));
        }

        assertThat(ran).isEmpty();
    }

    @Test
    void aMendingWithoutAProgramSaysHowToGiveOne() {
        try (Simulation simulation = Simulation.of(1)) {
            simulation.node("a");
            Cancellable crash = simulation.apply(new Fault.Crash("a"));

            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(crash::cancel)
                    .withMessageContaining("simulation.start(\"a\", program)");
        }
    }

    @Test
    void aTimeThatCannotBeIsRefused() {
        Fault cut = new Fault.Cut("a", "b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Episode(Duration.ofNanos(-1), Duration.ZERO, cut))
                .withMessage("not a time at which a fault can begin: PT-0.000000001S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Episode(Duration.ZERO, Episode.FOREVER.plusNanos(1), cut))
                .withMessageStartingWith("not a time that a fault can last");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Episode(Duration.ZERO, Duration.ofSeconds(1), new Fault.Reset("a", "b")))
                .withMessage("'reset a | b' is over at once: it cannot last PT1S");
    }

    @Test
    void aReversedLatencyIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Fault.Latency(Duration.ofMillis(2), Duration.ofMillis(1)))
                .withMessage("not a range of latencies: PT0.002S to PT0.001S");
    }

    private static FaultPlan random(long seed, Set<FaultKind> kinds) {
        return FaultPlan.random(seed, HOSTS, LENGTH, kinds);
    }
}
