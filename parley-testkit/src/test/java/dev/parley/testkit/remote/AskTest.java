package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.Cancellable;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.remote.Node;
import dev.parley.remote.PeerSnapshot;
import dev.parley.testkit.simulation.Episode;
import dev.parley.testkit.simulation.Fault;
import dev.parley.testkit.simulation.FaultKind;
import dev.parley.testkit.simulation.FaultPlan;
import dev.parley.testkit.simulation.Seeds;
import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class AskTest {
    @Test
    void everyRequestEndsWhateverHappens() {
        Seeds.forEach(this::requestsEnd);
    }

    @Test
    void aRequestWhoseAnswerFindsNoRoomIsRefusedAtOnce() {
        Seeds.forEach(
                simulation -> {
                    Town town = new Town(simulation);
                    town.member("a");
                    town.member("b", config -> config.withLinks(config.links().withQueue(4, 64 << 20)));
                    ActorRef<Desk.Cmd> remote = town.exported("a", "b");
                    remote.ask(new Desk.Count());
                    Cancellable deaf = simulation.apply(new Fault.ZeroWindow("a"));
                    List<Object> outcomes = new ArrayList<>();
                    int count = 8;
                    for (int i = 0; i < count; i++) {
                        remote.askLater(new Desk.Fetch(1_000_000), Duration.ofMinutes(30))
                                .whenComplete(
                                        (value, thrown) -> outcomes.add(thrown == null ? value : failure(thrown)));
                    }
                    town.run(Duration.ofSeconds(1));
                    deaf.cancel();
                    town.until("all have ended", () -> outcomes.size() == count);
                    assertThat(outcomes).contains(new Failure.Refused(DropReason.LANE_FULL));
                },
                20);
    }

    @Test
    void whoAsksWithoutReadingTheAnswersIsGivenUp() {
        Seeds.forEach(
                simulation -> {
                    Town town = new Town(simulation);
                    town.member("a");
                    town.member("b", config -> config.withLinks(config.links().withQueue(4, 64 << 20)));
                    ActorRef<Desk.Cmd> remote = town.exported("a", "b");
                    remote.ask(new Desk.Count());
                    simulation.apply(new Fault.ZeroWindow("a"));
                    List<Object> outcomes = new ArrayList<>();
                    int count = 20;
                    for (int i = 0; i < count; i++) {
                        remote.askLater(new Desk.Fetch(1_000_000), Duration.ofMinutes(30))
                                .whenComplete(
                                        (value, thrown) -> outcomes.add(thrown == null ? value : failure(thrown)));
                    }
                    town.run(Duration.ofSeconds(1));
                    assertThat(town.peer("b", "a").queued()).isLessThanOrEqualTo(8);
                    town.run(Duration.ofSeconds(10));
                    assertThat(outcomes).hasSize(count);
                },
                20);
    }

    private void requestsEnd(Simulation simulation) {
        Town town = new Town(simulation);
        town.member("a");
        simulation.start("b", world -> {
            Node b = Node.start(dev.parley.remote.NodeConfig.member("b", "b:9001"), world, Desk.KIND);
            b.export("desk", Desk.Cmd.class, b.system().spawn("desk", () -> new Desk(7)));
        });
        ActorRef<Desk.Cmd> remote = town.exported("a", "b");
        simulation.schedule(FaultPlan.random(
                simulation.seed(),
                List.of("a", "b"),
                Duration.ofSeconds(12),
                EnumSet.of(FaultKind.RESET, FaultKind.CUT, FaultKind.CUT_ONE_WAY, FaultKind.LATENCY)));
        simulation.schedule(
                FaultPlan.of(new Episode(Duration.ofSeconds(5), Duration.ofSeconds(2), new Fault.Crash("b"))));
        List<Object> outcomes = new ArrayList<>();
        int count = 150;
        for (int i = 0; i < count; i++) {
            outcome(remote.askLater(new Desk.Count(), Duration.ofSeconds(3)), outcomes);
            town.run(Duration.ofMillis(100));
        }
        town.run(Duration.ofSeconds(30));

        assertThat(outcomes).hasSize(count);
        assertThat(outcomes).allMatch(end -> end.equals(7) || isOfTheNetwork(end));
        PeerSnapshot peer = town.peer("a", "b");
        assertThat(peer.queued()).isZero();
        assertThat(remote.ask(new Desk.Count())).isEqualTo(7);
    }

    private static boolean isOfTheNetwork(Object end) {
        return switch (end) {
            case Failure.Timeout _, Failure.TargetDown _ -> true;
            case Failure.Refused(DropReason reason) ->
                reason == DropReason.LINK_LOST || reason == DropReason.NO_SUCH_ACTOR;
            default -> false;
        };
    }

    private static void outcome(CompletionStage<Integer> stage, List<Object> outcomes) {
        stage.whenComplete((value, thrown) -> outcomes.add(thrown == null ? value : failure(thrown)));
    }

    private static Failure failure(Throwable thrown) {
        return switch (thrown) {
            case AskException refused -> refused.failure();
            case CompletionException wrapped
            when wrapped.getCause() instanceof AskException refused -> refused.failure();
            default -> throw new AssertionError("a request ended otherwise", thrown);
        };
    }

    @Test
    void tellsTheAskersNodeHowLongARequestWaitedThatCameTooLateToItsTurn() {
        Seeds.forEach(
                simulation -> {
                    try (LogLines log = new LogLines()) {
                        Town town = new Town(simulation);
                        town.member("a");
                        town.member("b");
                        ActorRef<Desk.Cmd> remote = town.exported("a", "b");
                        remote.ask(new Desk.Count());
                        remote.tell(new Desk.Nap(3_000));
                        CompletionStage<Integer> answer = remote.askLater(new Desk.Count(), Duration.ofSeconds(1));
                        remote.tell(new Desk.Note(1));
                        remote.tell(new Desk.Note(2));
                        town.until(
                                "the desk is awake", () -> town.desk("b").notes.size() == 2);
                        town.run(Duration.ofSeconds(1));
                        assertThat(answer).isCompletedExceptionally();
                        assertThat(log.lines())
                                .filteredOn(line -> line.contains("refuses"))
                                .singleElement()
                                .asString()
                                .containsPattern("/user/desk.*: a request waited here for (29|30)\\d\\d ms")
                                .endsWith("; 2 messages wait behind it");
                    }
                },
                20);
    }

    @Test
    void tellsOfSomeAlsoWhereVeryManyComeTooLate() {
        Seeds.forEach(
                simulation -> {
                    try (LogLines log = new LogLines()) {
                        Town town = new Town(simulation);
                        town.member("a");
                        town.member("b");
                        ActorRef<Desk.Cmd> remote = town.exported("a", "b");
                        remote.ask(new Desk.Count());
                        remote.tell(new Desk.Nap(3_000));
                        for (int i = 0; i < 1_000; i++) {
                            remote.askLater(new Desk.Count(), Duration.ofSeconds(1));
                        }
                        remote.tell(new Desk.Note(1));
                        town.until(
                                "the desk is awake", () -> town.desk("b").notes.size() == 1);
                        town.run(Duration.ofSeconds(1));
                        assertThat(town.node("b").system().snapshot().dropped())
                                .containsEntry(DropReason.EXPIRED, 1_000L);
                        assertThat(log.count("a request waited here for")).isBetween(1L, 30L);
                        remote.tell(new Desk.Nap(3_000));
                        remote.askLater(new Desk.Count(), Duration.ofSeconds(1));
                        town.run(Duration.ofSeconds(5));
                        assertThat(log.count("; so it was with 9"))
                                .as("how many were left out")
                                .isEqualTo(1);
                    }
                },
                5);
    }

    @Test
    void aRequestThatIsHandedOnToAThirdNodeIsAnsweredFromThere() {
        Simulation simulation = Simulation.of(1);
        try (simulation) {
            Town town = new Town(simulation);
            town.member("a");
            town.member("b");
            town.member("c");
            ActorRef<Desk.Cmd> last = town.exact("a", "c");
            assertThat(town.exported("a", "b").ask(new Desk.Route(last))).isEqualTo(100);
        }
    }
}
