package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.ActorRef;
import dev.parley.testkit.history.Event.Delivered;
import dev.parley.testkit.simulation.BrokenInvariant;
import dev.parley.testkit.simulation.FaultKind;
import dev.parley.testkit.simulation.SeedFailure;
import dev.parley.testkit.simulation.Seeds;
import dev.parley.testkit.simulation.SimulationError;
import dev.parley.testkit.simulation.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What {@link SimulationTest} makes of a method. */
class SimulationTestTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    // ---- seeds

    @Launched.Only
    static final class CountsSeeds {
        static final List<Long> SEEDS = new ArrayList<>();
        static final Set<CountsSeeds> INSTANCES = new HashSet<>();
        static final Set<CountsSeeds> ENDED = new HashSet<>();

        private final List<String> calls = new ArrayList<>();

        @BeforeEach
        void before(SimulatedCluster cluster) {
            calls.add("before " + cluster.seed());
        }

        @AfterEach
        void after() {
            assertThat(calls).hasSize(2);
            ENDED.add(this);
        }

        @SimulationTest(nodes = 2, seeds = 20)
        void counts(SimulatedCluster cluster, TestInfo about) {
            calls.add("test");
            SEEDS.add(cluster.seed());
            INSTANCES.add(this);
            assertThat(calls).containsExactly("before " + cluster.seed(), "test");
            assertThat(cluster.names()).containsExactly("a", "b");
            assertThat(about.getDisplayName()).startsWith("counts");
        }
    }

    @BeforeEach
    void forget() {
        CountsSeeds.SEEDS.clear();
        CountsSeeds.INSTANCES.clear();
        CountsSeeds.ENDED.clear();
    }

    @Test
    void runsEachSeedInAnInstanceOfItsOwnAndEvery16thTwice() {
        assertThat(Launched.run(CountsSeeds.class).passed()).containsExactly("counts");
        assertThat(CountsSeeds.SEEDS).hasSize(21).isSorted().startsWith(1L, 2L).endsWith(20L);
        assertThat(CountsSeeds.INSTANCES).hasSize(21).isEqualTo(CountsSeeds.ENDED);
    }

    @Test
    void runsTheOneSeedThatWasAskedFor() {
        assertThat(Launched.run(CountsSeeds.class, "parley.seed", "77").passed())
                .containsExactly("counts");
        assertThat(CountsSeeds.SEEDS).containsExactly(77L);
    }

    @Test
    void runsAsManySeedsAsWereAskedFor() {
        Launched.run(CountsSeeds.class, "parley.seeds", "3", "parley.full", "true");
        assertThat(CountsSeeds.SEEDS).containsExactly(1L, 2L, 3L);
    }

    @Test
    void runsTenTimesAsManySeedsInAFullBuild() {
        Launched.run(CountsSeeds.class, "parley.full", "true");
        assertThat(new HashSet<>(CountsSeeds.SEEDS)).hasSize(200);
    }

    @Launched.Only
    static final class Inside {
        private int begun;

        @BeforeEach
        void before() {
            begun++;
        }

        @Nested
        class Nest {
            private final List<String> own = new ArrayList<>();

            @SimulationTest(nodes = 1, seeds = 3)
            void startsEmpty(SimulatedCluster cluster) {
                assertThat(own).isEmpty();
                assertThat(begun)
                        .as("what surrounds it is JUnit's one instance")
                        .isEqualTo((int) cluster.seed());
                own.add(cluster.names().getFirst());
            }
        }
    }

    @Test
    void worksInNestedClasses() {
        assertThat(Launched.run(Inside.class).passed()).containsExactly("startsEmpty");
    }

    @Launched.Only
    static final class Informed {
        private final String name;

        Informed(TestInfo about) {
            name = about.getDisplayName();
        }

        @SimulationTest(nodes = 1, seeds = 2)
        void knows(SimulatedCluster cluster) {
            assertThat(name).isNotEmpty();
            cluster.start();
        }
    }

    @Test
    void theConstructorMayTakeWhatJunitGives() {
        assertThat(Launched.run(Informed.class).passed()).containsExactly("knows");
    }

    static class Cleaning {
        static int cleaned;

        @AfterEach
        void cleanUp() {
            cleaned++;
        }
    }

    @Launched.Only
    static final class CleaningInVain extends Cleaning {
        @AfterEach
        void failToCleanUp() {
            throw new IllegalStateException("no water");
        }

        @SimulationTest(nodes = 1, seeds = 1)
        void soils(SimulatedCluster cluster) {
            cleaned = 0;
            cluster.start();
        }
    }

    @Test
    void allIsCleanedUpThoughSomethingFailsMeanwhile() {
        assertThat(Launched.run(CleaningInVain.class).failure("soils")).hasMessageStartingWith("no water");
        assertThat(Cleaning.cleaned).isOne();
    }

    // ---- failures

    @Launched.Only
    static final class Fails {
        @SimulationTest(nodes = 2, seeds = 20)
        void fromTheThirdSeedOn(SimulatedCluster cluster) {
            cluster.start(Ledger::open);
            cluster.node("a")
                    .system()
                    .<String>spawn("weak", () -> (text, _) -> {
                        throw new IllegalStateException(text);
                    })
                    .tell("too much");
            cluster.note("b", 42);
            cluster.chaos(Duration.ofSeconds(1), FaultKind.LATENCY);
            cluster.runFor(Duration.ofSeconds(2));
            assertThat(cluster.seed()).as("the seed").isLessThan(3);
        }

        @SimulationTest(nodes = 1, seeds = 5)
        void inItsHistory(SimulatedCluster cluster) {
            cluster.start();
            ActorRef<String> liar = cluster.node("a")
                    .system()
                    .spawn(() -> (_, _) -> cluster.record("a", new Delivered("a.1/main", "a.1/user/liar", 1)));
            liar.tell("now");
            cluster.runFor(Duration.ofSeconds(10));
        }

        @SimulationTest(nodes = 1, seeds = 5)
        void inTheLastLineOfItsHistory(SimulatedCluster cluster) {
            cluster.start();
            cluster.record("a", new Delivered("a.1/main", "a.1/user/liar", 1));
        }

        @SimulationTest(nodes = 1, seeds = 5)
        void inAnInvariant(SimulatedCluster cluster) {
            cluster.start();
            cluster.invariant("soon over", () -> assertThat(cluster.now()).isLessThan(Duration.ofSeconds(5)));
            cluster.node("a").system().<String>spawn(() -> (_, _) -> {}).tell("a step");
            cluster.runFor(Duration.ofSeconds(5));
            cluster.node("a").system().<String>spawn(() -> (_, _) -> {}).tell("another");
            cluster.runFor(Duration.ofSeconds(1));
        }

        @SimulationTest(nodes = 1, seeds = 5)
        void byWaitingTooLong(SimulatedCluster cluster) {
            cluster.await("the moon is full", () -> false, Duration.ofMillis(1500));
        }

        @SimulationTest(nodes = 1, seeds = 5)
        void inItsProgram(SimulatedCluster cluster) {
            cluster.start(_ -> {
                throw new IllegalStateException("no furniture");
            });
        }

        @SimulationTest(nodes = 27)
        void forTooManyNodes(SimulatedCluster cluster) {
            assertThat(cluster.names()).isEmpty();
        }

        private static int runs;

        @SimulationTest(nodes = 1, seeds = 20)
        void whenItIsNotDeterministic(SimulatedCluster cluster) {
            cluster.start();
            cluster.runFor(Duration.ofMillis(runs++));
            cluster.node("a").system().<String>spawn(() -> (_, _) -> {}).tell("at another time each run");
            cluster.runFor(Duration.ofSeconds(1));
        }

        @SimulationTest
        void notIfItAssumesSomethingElse(SimulatedCluster cluster) {
            assumeTrue(cluster.names().isEmpty());
        }
    }

    private static final class Failures {
        static final Launched ALL = Launched.run(Fails.class);
    }

    @Test
    void failsWithTheReportOfTheSmallestRun() {
        assertThat(Failures.ALL.failure("fromTheThirdSeedOn"))
                .isInstanceOf(SeedFailure.class)
                .hasCauseInstanceOf(AssertionError.class)
                .message()
                .startsWith("[the seed]")
                .contains("  seed 3, at 2.0")
                .contains("again:\n  mvn -pl parley-testkit -am test '-Dtest=" + Fails.class.getName()
                        + "#fromTheThirdSeedOn' -Dsurefire.failIfNoSpecifiedTests=false -Dparley.seed=3")
                .contains("no fault is needed for it")
                .contains("Trial trial = Trial.of(3L)")
                .contains("Seeds.replay(trial, SimulatedCluster.scenario(2, new Fails()::fromTheThirdSeedOn));")
                .contains("what happened before")
                .contains("start b")
                .contains("/user/weak failed: java.lang.IllegalStateException: too much")
                .contains(", HANDLER_FAILED", "/user/weak is restarted, restart 1", "  b                42\n");
    }

    @Test
    void failsWhenTheHistoryBreaksAPromise() {
        assertThat(Failures.ALL.failure("inItsHistory"))
                .hasCauseInstanceOf(BrokenInvariant.class)
                .hasMessageStartingWith("invariant 'history' is broken: delivered-unsent: ")
                .hasMessageContaining("seed1DeliveredUnsent()");
        assertThat(Failures.ALL.failure("inTheLastLineOfItsHistory")).hasMessageStartingWith("delivered-unsent: ");
    }

    @Test
    void failsWhenAnInvariantIsBroken() {
        assertThat(Failures.ALL.failure("inAnInvariant"))
                .hasMessageStartingWith("invariant 'soon over' is broken: ")
                .hasMessageContaining("  seed 1, at 5.0");
    }

    @Test
    void saysWhatWasAwaitedInVain() {
        assertThat(Failures.ALL.failure("byWaitingTooLong"))
                .hasMessageStartingWith("still not after 1.5 s, at 1.5 s: the moon is full\n");
    }

    @Test
    void failsWhenANodeCannotStart() {
        assertThat(Failures.ALL.failure("inItsProgram"))
                .hasCauseInstanceOf(SimulationError.class)
                .hasRootCauseMessage("no furniture")
                .hasMessageStartingWith(
                        "the program of host a failed to start: java.lang.IllegalStateException: no furniture")
                .hasMessageContaining("seed1IllegalStateExceptionInSimulationTestTestFails");
    }

    @Test
    void refusesMoreNodesThanThereAreLetters() {
        assertThat(Failures.ALL.failure("forTooManyNodes"))
                .hasMessageStartingWith("a cluster has 1 to 26 nodes, not 27");
    }

    @Test
    void failsWhenASeedGivesTwoDifferentRuns() {
        assertThat(Failures.ALL.failure("whenItIsNotDeterministic"))
                .isInstanceOf(SimulationError.class)
                .hasMessageStartingWith("seed 16 left two different traces");
    }

    @Test
    void isAbortedWhereAnAssumptionDoesNotHold() {
        assertThat(Failures.ALL.aborted()).containsExactly("notIfItAssumesSomethingElse");
    }

    // ---- the report's test

    @Test
    void theFaultsOfAReportCanBeReplayed() throws Exception {
        List<Integer> sums = new ArrayList<>();
        Seeds.replay(Trial.of(5).withKnob("nodes", 1), SimulatedCluster.scenario(3, cluster -> {
            cluster.start(Ledger::open);
            ActorRef<Ledger.Command> ledger = cluster.exported("a", "a", "ledger", Ledger.Command.class);
            ledger.tell(new Ledger.Add(cluster.names().size()));
            cluster.runFor(LIMIT);
            sums.add(ledger.ask(new Ledger.Sum()));
        }));
        assertThat(sums).containsExactly(1);
    }
}
