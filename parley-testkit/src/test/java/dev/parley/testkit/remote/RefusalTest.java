package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Request;
import dev.parley.remote.LinkConfig;
import dev.parley.testkit.simulation.Seeds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RefusalTest {
    sealed interface Other {}

    record Strange(int number) implements Other, Request<Other, Integer> {}

    sealed interface Hopeless {}

    record Handle(Thread thread) implements Hopeless {}

    record Part(List<Object> names) {}

    record Machine(Map<String, Part> parts) {}

    sealed interface Factory {}

    record Build(Optional<Machine> like) implements Factory {}

    sealed interface Depot {}

    record Fetch(String name) implements Depot, Request<Depot, Machine> {}

    private static void in(Consumer<Town> scene) {
        Seeds.forEach(
                simulation -> {
                    Town town = new Town(simulation);
                    town.member(
                            "a",
                            config -> config.withLinks(LinkConfig.defaults().withQueue(10, 1 << 20)));
                    town.member("b", config -> config.withSystem(config.system().withMailboxMessages(10)));
                    town.exported("a", "b").ask(new Desk.Count());
                    scene.accept(town);
                    town.run(Duration.ofSeconds(8));
                    assertThat(town.peer("a", "b").queued())
                            .as("nothing waits for ever")
                            .isZero();
                    assertThat(town.exported("a", "b").ask(new Desk.Count()))
                            .as("the link lives")
                            .isNotNegative();
                },
                10);
    }

    @Test
    void anAddressThatNoFrameCanNameIsRefusedWhereItIsGiven() {
        in(town -> {
            for (String text : List.of("actor://b:9000", "actor://b:0/user/desk")) {
                ActorAddress nobody = ActorAddress.parse(text);
                assertThatThrownBy(() -> town.node("a").at(nobody, Desk.class))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(nobody.toString())
                        .hasMessageContaining("actor://host:9000/user/name");
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static ActorRef<Object> untyped(ActorRef<?> ref) {
        return (ActorRef<Object>) ref;
    }

    private static Failure refused(DropReason reason) {
        return new Failure.Refused(reason);
    }

    @Test
    void aMessageThatIsNoneOfTheProtocolDoesNotLeave() {
        in(town -> {
            untyped(town.exported("a", "b")).tell("a text");
            town.run(Duration.ofMillis(100));
            assertThat(town.refused("a", DropReason.NOT_ENCODABLE)).isEqualTo(1);
            assertThat(town.peer("a", "b").sent()).isEqualTo(1);
        });
    }

    @Test
    void aMessageAboveTheLimitDoesNotLeave() {
        in(town -> {
            town.exported("a", "b").tell(new Desk.Blob(new byte[17 << 20]));
            town.run(Duration.ofMillis(100));
            assertThat(town.refused("a", DropReason.TOO_LARGE)).isEqualTo(1);
            assertThat(Town.failure(town.exported("a", "b"), new Desk.Fetch(17 << 20)))
                    .isEqualTo(refused(DropReason.TOO_LARGE));
        });
    }

    @Test
    void aMessageOfAnotherProtocolIsRefusedWhereItArrives() {
        in(town -> {
            ActorRef<Other> wrong = town.node("a").at(town.home("b").address(), Other.class);
            wrong.tell(new Strange(1));
            assertThat(Town.failure(wrong, new Strange(2))).isEqualTo(refused(DropReason.WRONG_PROTOCOL));
            assertThat(town.refused("b", DropReason.WRONG_PROTOCOL)).isEqualTo(2);
        });
    }

    @Test
    void aProtocolThatCannotCrossIsRefusedEachTimeItIsNamed() {
        in(town -> {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> town.node("a").at(town.home("b").address(), Hopeless.class))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("Thread");
            }
        });
    }

    @Test
    void aRefusalNamesTheWholeWayToTheComponent() {
        in(town -> {
            ActorRef<?> ref = town.home("a");
            assertThatThrownBy(() -> town.node("a").export("factory", Factory.class, cast(ref)))
                    .hasMessage(
                            "RefusalTest.Build.like.parts{value}.names[]: Object is open: make it a record, an enum or"
                                    + " a sealed interface");
            assertThatThrownBy(() -> town.node("a").export("depot", Depot.class, cast(ref)))
                    .hasMessage("the reply to " + Fetch.class.getTypeName()
                            + ", RefusalTest.Machine.parts{value}.names[]: Object is open: make it a record, an enum or"
                            + " a sealed interface");
        });
    }

    @SuppressWarnings("unchecked") // it is never told anything
    private static <M> ActorRef<M> cast(ActorRef<?> ref) {
        return (ActorRef<M>) ref;
    }

    @Test
    void aFullMailboxOverThereRefusesAskersAndCountsTheTold() {
        in(town -> {
            ActorRef<Desk.Cmd> remote = town.exported("a", "b");
            remote.tell(new Desk.Nap(2_000));
            town.run(Duration.ofMillis(50));
            for (int i = 0; i < 10; i++) {
                town.home("b").tell(new Desk.Note(i));
            }
            for (int i = 0; i < 5; i++) {
                remote.tell(new Desk.Note(10 + i));
            }
            CompletableFuture<Integer> asked =
                    remote.askLater(new Desk.Count(), Duration.ofSeconds(1)).toCompletableFuture();
            town.run(Duration.ofMillis(100)); // all of it was under way before the sender heard to hold back
            assertThat(catchThrowableOfType(CompletionException.class, asked::join)
                            .getCause())
                    .isInstanceOfSatisfying(
                            AskException.class,
                            refusal -> assertThat(refusal.failure()).isEqualTo(refused(DropReason.MAILBOX_FULL)));
            assertThat(town.refused("b", DropReason.MAILBOX_FULL)).isEqualTo(6);
            town.run(Duration.ofSeconds(3));
            assertThat(town.desk("b").notes).hasSize(10);
        });
    }

    @Test
    void theSendersNodeHearsThatMessagesFoundAFullMailboxOverThere() {
        in(town -> {
            try (LogLines log = new LogLines()) {
                ActorRef<Desk.Cmd> remote = town.exported("a", "b");
                remote.tell(new Desk.Nap(2_000));
                town.run(Duration.ofMillis(50));
                for (int i = 0; i < 10; i++) {
                    town.home("b").tell(new Desk.Note(i));
                }
                for (int i = 0; i < 5; i++) {
                    remote.tell(new Desk.Note(10 + i));
                }
                town.run(Duration.ofMillis(100));
                assertThat(log.lines())
                        .filteredOn(line -> line.contains(" refuses ") && line.contains("/user/desk"))
                        .hasSize(5)
                        .allMatch(line -> line.endsWith(DropReason.MAILBOX_FULL.sentence()));
            }
        });
    }

    @Test
    void aFullLaneRefusesAtTheSender() {
        in(town -> {
            town.member("c");
            ActorRef<Desk.Cmd> remote = town.exported("a", "c");
            town.simulation.cut("a", "c");
            int accepted = 0;
            for (int i = 0; i < 20; i++) {
                accepted += remote.offer(new Desk.Note(i)) ? 1 : 0;
            }
            assertThat(accepted).isEqualTo(10);
            assertThat(town.refused("a", DropReason.LANE_FULL)).isEqualTo(10);
            assertThat(Town.failure(remote, new Desk.Count())).isEqualTo(refused(DropReason.LANE_FULL));
            town.simulation.heal();
            town.until("what was accepted arrives", () -> town.desk("c").notes.size() == 10);
        });
    }

    @Test
    void anAddressWithoutIncarnationMeansWhoeverIsExportedNow() {
        in(town -> {
            ActorRef<Desk.Cmd> byName = town.exported("a", "b");
            ActorRef<Desk.Cmd> exact = town.exact("a", "b");
            Desk next = new Desk(500);
            town.node("b")
                    .export("desk", Desk.Cmd.class, town.node("b").system().spawn(() -> next));
            assertThat(byName.ask(new Desk.Count())).isEqualTo(500);
            assertThat(exact.ask(new Desk.Count())).isEqualTo(100);
        });
    }

    @Test
    void nobodyIsReachedWhoWasNotGivenAway() {
        in(town -> {
            ActorRef<Desk.Cmd> secret = town.node("b").system().spawn("secret", () -> new Desk(0));
            long before = town.refused("b", DropReason.NO_SUCH_ACTOR);
            assertUnreachable(town, secret.address());
            assertUnreachable(
                    town, new ActorAddress(town.node("b").id(), secret.address().path(), 0));
            assertUnreachable(town, new ActorAddress(town.node("b").id(), "/system/exposures", 0));
            assertUnreachable(town, new ActorAddress(town.node("b").id(), "/user", 0));
            assertThat(town.refused("b", DropReason.NO_SUCH_ACTOR)).isEqualTo(before + 8);
        });
    }

    private static void assertUnreachable(Town town, ActorAddress address) {
        ActorRef<Desk.Cmd> guessed = town.node("a").at(address, Desk.Cmd.class);
        guessed.tell(new Desk.End());
        assertThat(Town.failure(guessed, new Desk.Count()).sentence())
                .matches("(refused: nobody|the target is gone).*");
    }

    @Test
    void anExportEndsWithItsActor() {
        in(town -> {
            Desk once = new Desk(7);
            ActorRef<Desk.Cmd> ref = town.node("b").system().spawn(() -> once);
            town.node("b").export("once", Desk.Cmd.class, ref);
            ActorRef<Desk.Cmd> remote =
                    town.node("a").at(ActorAddress.parse("actor://b:9001/user/once"), Desk.Cmd.class);
            assertThat(remote.ask(new Desk.Count())).isEqualTo(7);
            remote.tell(new Desk.End());
            town.run(Duration.ofMillis(100));
            assertThat(Town.failure(remote, new Desk.Count())).isEqualTo(refused(DropReason.NO_SUCH_ACTOR));
        });
    }

    @Test
    void aParentIsWatchedByItsChildAndSpokenToByNobody() {
        in(town -> {
            Town.Listening parent = town.listening("a");
            parent.ref().tell(new Ears.Spawn(town.node("b").id(), Desk.KIND, 0));
            town.until("the ref is there", () -> !parent.ears().children.isEmpty());
            parent.ears().children.getFirst().ask(new Desk.Count());
            ActorRef<Desk.Cmd> guessed = town.node("b").at(parent.ref().address(), Desk.Cmd.class);
            guessed.tell(new Desk.Note(1));
            town.run(Duration.ofSeconds(1));
            assertThat(parent.ears().heard).isEmpty();
        });
    }
}
