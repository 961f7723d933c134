package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.Cancellable;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Terminated;
import dev.parley.remote.Node;
import dev.parley.testkit.Ledger.Command;
import dev.parley.testkit.history.Event;
import dev.parley.testkit.simulation.Episode;
import dev.parley.testkit.simulation.Fault;
import dev.parley.testkit.simulation.FaultPlan;
import dev.parley.testkit.simulation.Outcome;
import dev.parley.testkit.simulation.Scenario;
import dev.parley.testkit.simulation.Trial;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What befalls a simulated cluster, in the words of its tests. */
class SimulatedClusterTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static boolean answers(SimulatedCluster cluster, String from, String to) {
        try {
            ActorRef<Command> ledger = cluster.exported(from, to, "ledger", Command.class);
            return ledger.ask(new Ledger.Sum(), Duration.ofSeconds(1)) >= 0;
        } catch (AskException e) {
            return false;
        }
    }

    @SimulationTest(seeds = 10)
    void askingMovesVirtualTime(SimulatedCluster cluster) {
        cluster.start(Ledger::open);
        ActorRef<Command> ledger = cluster.exported("a", "b", "ledger", Command.class);
        Duration before = cluster.now();
        ledger.tell(new Ledger.Add(2));

        assertThat(ledger.ask(new Ledger.Sum())).isEqualTo(2);
        assertThat(cluster.now()).isGreaterThan(before);
        assertThat(cluster.node(1)).isSameAs(cluster.node("b"));
        assertThat(cluster.nodes()).extracting(Node::name).containsExactly("a", "b", "c");
    }

    @SimulationTest(nodes = 2, seeds = 10)
    void aConditionMayAskActors(SimulatedCluster cluster) {
        cluster.start(Ledger::open);
        ActorRef<Command> ledger = cluster.exported("a", "b", "ledger", Command.class);
        ledger.tell(new Ledger.Add(1));
        ledger.tell(new Ledger.Add(2));
        cluster.await("both", () -> ledger.ask(new Ledger.Sum()) == 3, SOON);

        Duration before = cluster.now();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> cluster.await("a third", () -> ledger.ask(new Ledger.Sum()) == 4, SOON));
        assertThat(cluster.now().minus(before)).isBetween(SOON, SOON.plusSeconds(1));
    }

    @SimulationTest(nodes = 2, seeds = 10)
    void aCrashedNodeForgetsAndIsFurnishedAgain(SimulatedCluster cluster) {
        cluster.start(Ledger::open);
        ActorRef<Command> ledger = cluster.exported("a", "b", "ledger", Command.class);
        ledger.tell(new Ledger.Add(2));
        assertThat(ledger.ask(new Ledger.Sum())).isEqualTo(2);
        assertThat(cluster.life("b")).isEqualTo("b.1");

        cluster.crash("b");
        assertThat(cluster.isRunning("b")).isFalse();
        assertThat(cluster.nodes()).hasSize(1);
        assertThatIllegalStateException()
                .isThrownBy(() -> cluster.node("b"))
                .withMessageStartingWith("no node runs on host b at PT");

        cluster.restart("b");
        assertThat(cluster.life("b")).isEqualTo("b.2");
        cluster.runFor(Duration.ofSeconds(10));
        assertThat(ledger.ask(new Ledger.Sum())).isZero();
        cluster.restart("b");
        assertThat(cluster.life("b")).isEqualTo("b.3");
    }

    @SimulationTest(nodes = 2, seeds = 10)
    void aNodeThatIsClosedRunsNoMoreUntilItIsRestarted(SimulatedCluster cluster) {
        cluster.start(Ledger::open);
        assertThat(answers(cluster, "a", "b")).isTrue();
        Node before = cluster.node("b");
        cluster.close("b");
        assertThat(cluster.isRunning("b")).isFalse();
        assertThat(cluster.nodes()).extracting(Node::name).containsExactly("a");
        cluster.settle();
        assertThat(cluster.isRunning("b")).isFalse();
        assertThat(cluster.history().entries())
                .extracting(entry -> entry.node() + " " + entry.event())
                .contains("b.1 ProcessClosed[]");

        cluster.restart("b");
        assertThat(cluster.node("b")).isNotSameAs(before);
        assertThat(cluster.life("b")).isEqualTo("b.2");
        cluster.runFor(Duration.ofSeconds(10));
        assertThat(answers(cluster, "a", "b")).isTrue();
        cluster.crash("b");
        cluster.settle();
        assertThat(cluster.life("b")).isEqualTo("b.3");
        cluster.runFor(Duration.ofSeconds(10));
        cluster.closeBooks();
    }

    @SimulationTest(nodes = 2, seeds = 2)
    void aNodeThatIsClosedIsNotStartedByTheMendingOfACrash(SimulatedCluster cluster) {
        cluster.start(Ledger::open);
        cluster.close("b");
        cluster.apply(new Fault.Crash("b")).cancel();
        cluster.runFor(SOON);
        assertThat(cluster.isRunning("b")).isFalse();

        cluster.apply(new Fault.Crash("b"));
        cluster.settle();
        cluster.runFor(SOON);
        assertThat(cluster.isRunning("b")).isFalse();
    }

    @SimulationTest(nodes = 2, seeds = 5)
    void requestsOfTheTestEndWithTheProcessThatTheyAreMadeIn(SimulatedCluster cluster) {
        cluster.start(Ledger::open);
        ActorRef<Command> ledger = cluster.exported("a", "b", "ledger", Command.class);
        cluster.pause("b");
        Duration before = cluster.now();
        cluster.simulation().schedule(crash("a"));
        assertRefused(ledger);
        assertThat(cluster.now().minus(before)).isEqualTo(Duration.ofSeconds(1));
        assertRefused(ledger);
        assertThat(cluster.now().minus(before)).isEqualTo(Duration.ofSeconds(1));
    }

    @SimulationTest(nodes = 2, seeds = 5)
    void requestsOfTheTestEndWithTheNodeThatTheyAreMadeIn(SimulatedCluster cluster) {
        cluster.start(Ledger::open);
        ActorRef<Command> ledger = cluster.exported("a", "b", "ledger", Command.class);
        cluster.pause("b");
        CompletableFuture<Integer> sum =
                ledger.askLater(new Ledger.Sum(), Duration.ofHours(2)).toCompletableFuture();
        cluster.close("a");
        assertThat(sum).isCompletedExceptionally();
        assertThatExceptionOfType(AskException.class)
                .isThrownBy(() -> ledger.ask(new Ledger.Sum(), Duration.ofMinutes(1)));
    }

    private static void assertRefused(ActorRef<Command> ledger) {
        assertThatExceptionOfType(AskException.class)
                .isThrownBy(() -> ledger.ask(new Ledger.Sum(), Duration.ofMinutes(1)))
                .satisfies(
                        refused -> assertThat(refused.failure()).isEqualTo(new Failure.Refused(DropReason.STOPPING)));
    }

    private static FaultPlan crash(String host) {
        return FaultPlan.of(Episode.at(Duration.ofSeconds(1), new Fault.Crash(host)));
    }

    @SimulationTest(nodes = 2, seeds = 5)
    void aNodeThatCrashesWhileItIsClosedIsGoneAndNobodyIsInterrupted(SimulatedCluster cluster) {
        cluster.start(Ledger::open);
        cluster.node("b")
                .system()
                .<String>spawn(() -> (_, ctx) -> ctx.sleep(Duration.ofSeconds(3)))
                .tell("be busy");
        cluster.runFor(Duration.ofMillis(1));
        Duration before = cluster.now();
        cluster.simulation().schedule(crash("b"));
        cluster.close("b");

        assertThat(Thread.interrupted()).isFalse();
        assertThat(cluster.now().minus(before)).isEqualTo(Duration.ofSeconds(1));
        assertThat(cluster.isRunning("b")).isFalse();
        cluster.restart("b");
        cluster.runFor(Duration.ofSeconds(10));
        assertThat(answers(cluster, "a", "b")).isTrue();
    }

    @SimulationTest(nodes = 2, seeds = 10)
    void aProbeWatchesWhoeverHasANameNow(SimulatedCluster cluster) {
        cluster.start(Ledger::open);
        ActorRef<Command> ledger = cluster.exported("a", "b", "ledger", Command.class);
        TestProbe<String> probe = cluster.probe("a");
        probe.watch(ledger);
        cluster.crash("b");
        assertThat(probe.expectTerminated(ledger, SOON).ref()).isEqualTo(ledger);

        cluster.restart("b");
        cluster.runFor(Duration.ofSeconds(10));
        probe.watch(ledger);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> probe.expectTerminated(ledger, SOON))
                .withMessageContaining("did not come");
        cluster.crash("b");
        assertThat(probe.expectTerminated(ledger, SOON).ref()).isEqualTo(ledger);
    }

    @SimulationTest(seeds = 10)
    void groupsAreCutOffUntilTheyAreHealed(SimulatedCluster cluster) {
        cluster.start(Ledger::open);
        cluster.partition(List.of("a"), List.of("b"), List.of("c"));
        assertThat(answers(cluster, "a", "b")).isFalse();
        assertThat(answers(cluster, "c", "b")).isFalse();

        cluster.heal();
        cluster.partition(List.of("a", "b"), List.of("c"));
        cluster.runFor(Duration.ofSeconds(10));
        assertThat(answers(cluster, "a", "b")).isTrue();
        assertThat(answers(cluster, "c", "b")).isFalse();

        cluster.settle();
        cluster.runFor(Duration.ofSeconds(10));
        assertThat(answers(cluster, "c", "b")).isTrue();
        cluster.closeBooks();
    }

    @SimulationTest(nodes = 2, seeds = 10)
    void cutsPausesAndOtherFaultsCanBeMended(SimulatedCluster cluster) {
        cluster.start(Ledger::open);
        cluster.cut("a", "b");
        assertThat(answers(cluster, "a", "b")).isFalse();
        cluster.heal("a", "b");
        cluster.runFor(Duration.ofSeconds(10));
        assertThat(answers(cluster, "a", "b")).isTrue();

        cluster.pause("b");
        assertThat(answers(cluster, "a", "b")).isFalse();
        cluster.resume("b");
        cluster.reset("a", "b");
        cluster.runFor(Duration.ofSeconds(10));
        assertThat(answers(cluster, "a", "b")).isTrue();

        Cancellable slow = cluster.apply(new Fault.Latency(Duration.ofSeconds(2), Duration.ofSeconds(2)));
        assertThat(answers(cluster, "a", "b")).isFalse();
        slow.cancel();
    }

    @SimulationTest(seeds = 60)
    void afterAnyChaosTheNodesComeToTermsAgain(SimulatedCluster cluster) {
        cluster.start(Ledger::open, Ledger.KIND);
        cluster.chaos(Duration.ofSeconds(10));
        for (int i = 0; i < 20; i++) {
            List<Node> nodes = cluster.nodes();
            if (!nodes.isEmpty()) {
                Node from = nodes.get(cluster.random().nextInt(nodes.size()));
                cluster.exported(from.name(), "b", "ledger", Command.class).tell(new Ledger.Add(1));
            }
            cluster.runFor(Duration.ofMillis(500));
        }
        cluster.settle();
        cluster.runFor(Duration.ofSeconds(40));

        assertThat(cluster.nodes()).hasSize(3);
        assertThat(answers(cluster, "a", "b")).isTrue();
        assertThat(answers(cluster, "c", "b")).isTrue();
        cluster.closeBooks();
    }

    @SimulationTest(nodes = 2, seeds = 10)
    void probesStandOnNodesAndTheHistoryTellsOfLivesAndEnds(SimulatedCluster cluster) {
        cluster.start(Ledger::open);
        TestProbe<String> probe = cluster.probe("a");
        ActorRef<Command> mortal = cluster.node("b").system().spawn("mortal", Ledger::new);
        ActorRef<Command> there = cluster.node("a").at(mortal.address(), Command.class);
        cluster.node("b").export("mortal", Command.class, mortal);
        probe.watch(there);
        cluster.node("b").system().stop(mortal);
        assertThat(probe.expectTerminated(there, SOON).reason()).isEqualTo(new Terminated.Stopped());

        cluster.crash("b");
        assertThat(cluster.nameOf(mortal)).startsWith("b.1/user/mortal#");
        assertThat(cluster.history().entries())
                .extracting(
                        entry -> entry.node() + " " + entry.event().getClass().getSimpleName())
                .containsSubsequence("b.1 ProcessStarted", "b.1 Ended", "b.1 ProcessDied")
                .contains("a.1 ProcessStarted");
        assertThat(cluster.history().entries())
                .extracting(entry -> entry.event())
                .contains(new Event.Ended(cluster.nameOf(mortal), Event.End.STOPPED));
    }

    @Test
    void whatIsOwedAtTheEndIsAskedFor() {
        Outcome outcome = Outcome.of(
                SimulatedCluster.scenario(1, cluster -> {
                    cluster.start();
                    cluster.record("a", new Event.Asked("a.1/main", "a.1/user/nobody", 1, 1));
                    cluster.closeBooks();
                }),
                Trial.of(1));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.kind()).isEqualTo("request-unanswered"));
    }

    @Test
    void aRequestThatFailsIsNamedByTheTestThatAsked() {
        Outcome outcome = Outcome.of(SimulatedCluster.scenario(1, SimulatedClusterTest::askNobody), Trial.of(1));
        String kind = "AskException in SimulatedClusterTest.askNobody";
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.kind()).isEqualTo(kind));
    }

    @Test
    void aFailureIsNotShrunkToThatOfAnotherLine() {
        Scenario scenario = SimulatedCluster.scenario(1, SimulatedClusterTest::demandTwice);
        Outcome.Failed small = ((Outcome.Failed) Outcome.of(scenario, Trial.of(1))).shrunk(scenario);

        assertThat(small.sentence()).startsWith("[not too many]");
        assertThat(small.trial().knobs()).containsEntry("messages", 10);
    }

    private static void demandTwice(SimulatedCluster cluster) {
        int messages = cluster.knob("messages", 20);
        assertThat(messages).as("not too few").isGreaterThan(5);
        assertThat(messages).as("not too many").isLessThan(10);
    }

    private static void askNobody(SimulatedCluster cluster) {
        cluster.start();
        cluster.exported("a", "a", "nobody", Command.class).ask(new Ledger.Sum());
    }

    @SimulationTest(nodes = 2, seeds = 2)
    void chaosNeedsNodes(SimulatedCluster cluster) {
        cluster.start("a", Ledger::open);
        assertThatIllegalStateException().isThrownBy(() -> cluster.chaos(SOON)).withMessageContaining("here are [a]");
    }

    @SimulationTest(nodes = 2, seeds = 2)
    void nodesAreSetUpAsConfigured(SimulatedCluster cluster) {
        cluster.configure(config -> config.withCluster("of-" + config.name()));
        cluster.start(Ledger::open);
        assertThat(answers(cluster, "a", "a")).isTrue();
        assertThat(answers(cluster, "a", "b")).isFalse();
    }
}
