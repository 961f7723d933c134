package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorRef;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.remote.LinkConfig;
import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What waits for a peer has at most the configured bytes, however fast it is said. */
class BudgetTest {
    private static final int MESSAGE_BYTES = 32 << 10;
    private static final int BUDGET_BYTES = 1 << 20;
    private static final int MESSAGES = 400;

    /** The budget may be passed by the one that fills it. */
    private static final int MOST_WAITING = BUDGET_BYTES / MESSAGE_BYTES + 1;

    private final Town town = new Town(Simulation.of(1));

    BudgetTest() {
        town.member("a", config -> config.withLinks(LinkConfig.defaults().withQueue(10_000, BUDGET_BYTES)));
    }

    @AfterEach
    void close() {
        town.simulation.close();
    }

    private void tellMuch(ActorRef<Desk.Cmd> desk) {
        byte[] bytes = new byte[MESSAGE_BYTES];
        for (int i = 0; i < MESSAGES; i++) {
            desk.tell(new Desk.Blob(bytes));
        }
    }

    private void assertWithinBudget(long sent) {
        assertThat(town.peer("a", "b").queued()).as("messages that wait").isLessThanOrEqualTo(MOST_WAITING);
        assertThat(town.refused("a", DropReason.LANE_FULL))
                .as("those for which there was no room")
                .isEqualTo(MESSAGES - sent - town.peer("a", "b").queued());
    }

    @Test
    void ofMessagesThatAreSaidAllAtOnceSoManyWaitAsThereIsRoomFor() {
        town.member("b");
        int _ = town.exported("a", "b").ask(new Desk.Count());
        town.simulation.cut("a", "b");
        long before = town.peer("a", "b").sent();
        tellMuch(town.exported("a", "b"));
        town.run(Duration.ofMillis(100));
        assertWithinBudget(town.peer("a", "b").sent() - before);
        town.simulation.heal("a", "b");
        town.untilSettled("a", "b");
    }

    @Test
    void theyCountAlsoBeforeThePeerIsThere() {
        town.simulation.node("b");
        town.simulation.cut("a", "b");
        tellMuch(town.exported("a", "b"));
        town.run(Duration.ofMillis(100));
        assertWithinBudget(0);
        assertThat(town.exported("a", "b").offer(new Desk.Note(1))).isFalse();
        town.run(Duration.ofSeconds(8));
        assertThat(town.peer("a", "b").queued()).as("when it was given up").isZero();
        assertThat(town.exported("a", "b").offer(new Desk.Note(2))).isTrue();
    }

    @Test
    void whatWaitedForThePeerComesInOrder() {
        tellMuch(town.exported("a", "b"));
        town.run(Duration.ofMillis(100));
        int waited = town.peer("a", "b").queued();
        town.member("b");
        town.until("they came", () -> town.desk("b").notes.size() == waited);
        List<Integer> numbers = IntStream.range(0, 100).boxed().toList();
        numbers.forEach(number -> town.exported("a", "b").tell(new Desk.Note(number)));
        town.until("more came", () -> town.desk("b").notes.size() == waited + numbers.size());
        assertThat(town.desk("b").notes).endsWith(numbers.toArray(Integer[]::new));
        assertThat(town.peer("a", "b").queued()).isZero();
    }

    /** Of an actor on a, on the other side of a cut. */
    private ActorRef<Desk.Cmd> childThatDoesNotLiveYet() {
        town.member("b");
        int _ = town.exported("a", "b").ask(new Desk.Count());
        Town.Listening parent = town.listening("a");
        town.simulation.cut("a", "b");
        parent.ref().tell(new Ears.Spawn(town.node("b").id(), Desk.KIND, 0));
        town.until("the ref is there", () -> !parent.ears().children.isEmpty());
        return parent.ears().children.getFirst();
    }

    @Test
    void theyCountWhileTheyWaitForAChildThatDoesNotLiveYet() {
        ActorRef<Desk.Cmd> child = childThatDoesNotLiveYet();
        long before = town.peer("a", "b").sent();
        for (int burst = 0; burst < 4; burst++) {
            tellMuch(child);
            town.run(Duration.ofMillis(10));
        }
        assertThat(town.peer("a", "b").queued()).as("messages that wait").isLessThanOrEqualTo(MOST_WAITING);
        assertThat(town.peer("a", "b").sent()).isEqualTo(before);
        assertThat(child.offer(new Desk.Note(1))).isFalse();
        town.simulation.heal("a", "b");
        town.until("they leave", () -> town.peer("a", "b").queued() == 0);
        assertThat(child.ask(new Desk.Count())).isGreaterThan(40);
    }

    @Test
    void whatWaitsForAChildThatDoesNotLiveYetLeavesHalfOfTheRoomToOthers() {
        ActorRef<Desk.Cmd> child = childThatDoesNotLiveYet();
        tellMuch(child);
        town.run(Duration.ofMillis(10));
        int waiting = town.peer("a", "b").queued();
        assertThat(waiting).isEqualTo(BUDGET_BYTES / 2 / MESSAGE_BYTES);
        assertThat(town.refused("a", DropReason.LANE_FULL)).isEqualTo(MESSAGES - waiting);
        assertThat(child.offer(new Desk.Note(1))).isFalse();
        assertThat(town.exported("a", "b").offer(new Desk.Note(2))).isTrue();
        town.simulation.heal("a", "b");
        town.until("they come", () -> town.peer("a", "b").queued() == 0);
        assertThat(child.ask(new Desk.Count())).isEqualTo(40 + waiting);
        assertThat(town.desk("b").notes).containsExactly(2);
    }

    @Test
    void anAnswerForWhichThereIsNoRoomIsAFailure() {
        town.member("b");
        int _ = town.exported("b", "a").ask(new Desk.Count());
        List<CompletableFuture<byte[]>> answers = IntStream.range(0, MESSAGES)
                .mapToObj(_ -> town.exported("b", "a")
                        .askLater(new Desk.Fetch(MESSAGE_BYTES), Duration.ofSeconds(30))
                        .toCompletableFuture())
                .toList();
        town.until("all have ended", () -> answers.stream().allMatch(CompletableFuture::isDone));
        List<Failure> failures = answers.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .map(Town::failure)
                .toList();
        assertThat(failures).isNotEmpty().containsOnly(new Failure.Refused(DropReason.LANE_FULL));
    }
}
