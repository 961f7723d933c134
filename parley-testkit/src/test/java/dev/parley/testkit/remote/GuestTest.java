package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Terminated;
import dev.parley.remote.NodeException;
import dev.parley.testkit.simulation.Seeds;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class GuestTest {
    /** Members m and n, and a guest g of m. */
    private static void in(int seeds, Consumer<Town> scene) {
        Seeds.forEach(
                simulation -> {
                    Town town = new Town(simulation);
                    town.member("m");
                    town.member("n");
                    town.guest("g", "m");
                    scene.accept(town);
                },
                seeds);
    }

    @Test
    void asksItsMemberAndThroughItOthers() {
        in(50, town -> {
            assertThat(town.exported("g", "m").ask(new Desk.Count())).isEqualTo(100);
            assertThat(town.exported("g", "n").ask(new Desk.Count())).isEqualTo(100);
            assertThat(town.node("n").peers()).hasSize(1).noneMatch(peer -> peer.guest());
        });
    }

    @Test
    void itsActorsAreReachedFromEverywhereByRefsInMessages() {
        in(50, town -> {
            town.exported("g", "m").tell(new Desk.Introduce(town.home("g"), 1));
            town.until("its member has written", () -> town.desk("g").notes.contains(1));
            town.exported("g", "n").tell(new Desk.Introduce(town.home("g"), 2));
            town.until("another member has written", () -> town.desk("g").notes.contains(2));
            assertThat(town.exported("g", "n").ask(new Desk.Route(town.home("g"))))
                    .isEqualTo(100);
            ActorRef<Desk.Cmd> fromOutside = town.node("n").at(town.home("g").address(), Desk.Cmd.class);
            assertThat(fromOutside.ask(new Desk.Count())).isEqualTo(102);
        });
    }

    @Test
    void spawnsOnItsMember() {
        in(20, town -> {
            Town.Listening parent = town.listening("g");
            parent.ref().tell(new Ears.Spawn(town.node("m").id(), Desk.KIND, 3));
            town.until("the ref is there", () -> !parent.ears().children.isEmpty());
            ActorRef<Desk.Cmd> child = parent.ears().children.getFirst();
            assertThat(child.ask(new Desk.Count())).isEqualTo(43);
            child.tell(new Desk.End());
            town.until("the end is heard", () -> parent.ears().ends().size() == 1);
            assertThat(parent.ears().ends()).containsExactly(new Terminated.Stopped());
        });
    }

    @Test
    void watchesAndIsWatchedAcrossItsMember() {
        in(50, town -> {
            Town.Listening atGuest = town.listening("g");
            Town.Listening atOther = town.listening("n");
            ActorRef<Desk.Cmd> guests = town.node("n").at(town.home("g").address(), Desk.Cmd.class);
            town.exported("g", "n").ask(new Desk.Route(town.home("g")));
            atGuest.ref().tell(new Ears.Watch(town.exact("g", "n")));
            atOther.ref().tell(new Ears.Watch(guests));
            town.run(Duration.ofMillis(200));
            guests.tell(new Desk.LastWords(atOther.ears().mouth(), 5));
            town.exact("g", "n").tell(new Desk.LastWords(atGuest.ears().mouth(), 5));
            town.run(Duration.ofSeconds(2));
            assertThat(atGuest.ears().heard).hasSize(6).last().isInstanceOf(Terminated.class);
            assertThat(atOther.ears().heard).hasSize(6).last().isInstanceOf(Terminated.class);
            assertThat(atGuest.ears().ends()).containsExactly(new Terminated.Stopped());
            assertThat(atOther.ears().ends()).containsExactly(new Terminated.Stopped());
        });
    }

    @Test
    void itsCrashEndsAllItsRefs() {
        in(20, town -> {
            town.exported("g", "n").ask(new Desk.Route(town.home("g")));
            Town.Listening atMember = town.listening("m");
            Town.Listening atOther = town.listening("n");
            ActorRef<Desk.Cmd> fromMember = town.node("m").at(town.home("g").address(), Desk.Cmd.class);
            ActorRef<Desk.Cmd> fromOther = town.node("n").at(town.home("g").address(), Desk.Cmd.class);
            atMember.ref().tell(new Ears.Watch(fromMember));
            atOther.ref().tell(new Ears.Watch(fromOther));
            town.run(Duration.ofMillis(200));
            town.simulation.crash("g");
            town.run(Duration.ofSeconds(7));
            assertThat(atMember.ears().ends()).hasSize(1).allMatch(Terminated.NodeDown.class::isInstance);
            assertThat(atOther.ears().ends()).hasSize(1).allMatch(Terminated.NodeDown.class::isInstance);
            assertThat(Town.failure(fromMember, new Desk.Count()).sentence()).contains("nobody lives");
            assertThat(town.node("m").peers()).noneMatch(peer -> peer.guest());
        });
    }

    @Test
    void itsChildrenEndWithIt() {
        in(20, town -> {
            Town.Listening parent = town.listening("g");
            parent.ref().tell(new Ears.Spawn(town.node("m").id(), Desk.KIND, 3));
            town.until("the ref is there", () -> !parent.ears().children.isEmpty());
            parent.ears().children.getFirst().ask(new Desk.Count());
            town.simulation.crash("g");
            town.run(Duration.ofSeconds(7));
            assertThat(town.node("m").system().snapshot().actors())
                    .noneMatch(actor -> actor.address().path().startsWith("/spawned/"));
        });
    }

    @Test
    void hearsThatItsMemberIsDown() {
        in(20, town -> {
            Town.Listening listening = town.listening("g");
            listening.ref().tell(new Ears.Watch(town.exact("g", "m")));
            listening.ref().tell(new Ears.Watch(town.exact("g", "n")));
            town.run(Duration.ofMillis(200));
            town.simulation.crash("m");
            town.run(Duration.ofSeconds(7));
            assertThat(listening.ears().ends()).hasSize(2).allMatch(Terminated.NodeDown.class::isInstance);
        });
    }

    @Test
    void keepsItsIdOverAReset() {
        in(50, town -> {
            ActorRef<Desk.Cmd> fromMember = town.node("m").at(town.home("g").address(), Desk.Cmd.class);
            town.exported("g", "m").ask(new Desk.Route(town.home("g")));
            town.simulation.reset("g", "m");
            town.run(Duration.ofSeconds(1));
            assertThat(fromMember.ask(new Desk.Count())).isEqualTo(100);
            assertThat(town.exported("g", "m").ask(new Desk.Count())).isEqualTo(100);
        });
    }

    @Test
    void itsRequestsEndWithTheConnectionBetweenItsMemberAndTheirTarget() {
        in(20, town -> {
            CompletableFuture<Integer> answer = waiting(town, town.exported("g", "n"));
            town.simulation.reset("m", "n");
            assertEndsAsLost(town, answer);
        });
    }

    @Test
    void requestsToItEndWithTheConnectionToItsMember() {
        in(20, town -> {
            CompletableFuture<Integer> answer =
                    waiting(town, town.node("n").at(town.home("g").address(), Desk.Cmd.class));
            town.simulation.reset("g", "m");
            assertEndsAsLost(town, answer);
        });
    }

    @Test
    void requestsToAnotherGuestEndWithTheConnectionToThatOnesMember() {
        in(20, town -> {
            town.guest("h", "n");
            CompletableFuture<Integer> answer =
                    waiting(town, town.node("g").at(town.home("h").address(), Desk.Cmd.class));
            town.simulation.reset("h", "n");
            assertEndsAsLost(town, answer);
        });
    }

    @Test
    void aRequestThatWasHandedOnEndsWithTheConnectionToWhoHasIt() {
        in(20, town -> {
            town.exported("n", "m").tell(new Desk.Note(1)); // so that both know each other
            ActorRef<Desk.Cmd> third = town.node("m").at(town.home("g").address(), Desk.Cmd.class);
            town.home("g").tell(new Desk.Nap(60_000));
            CompletableFuture<Integer> answer = town.exported("n", "m")
                    .askLater(new Desk.Route(third), Duration.ofHours(1))
                    .toCompletableFuture();
            town.run(Duration.ofSeconds(1));
            assertThat(answer).isNotDone();
            town.simulation.reset("g", "m");
            assertEndsAsLost(town, answer);
        });
    }

    @Test
    void itsRequestsEndWithTheNodeOfTheirTarget() {
        in(20, town -> {
            CompletableFuture<Integer> answer = waiting(town, town.exported("g", "n"));
            town.simulation.crash("n");
            town.run(Duration.ofSeconds(7));
            assertThat(failure(answer)).isInstanceOfAny(Failure.Refused.class, Failure.TargetDown.class);
        });
    }

    @Test
    void requestsThatHadNotLeftEndWithTheGuest() {
        in(20, town -> {
            town.simulation.cut("g", "m");
            ActorRef<Desk.Cmd> guests = town.node("n").at(town.home("g").address(), Desk.Cmd.class);
            CompletableFuture<Integer> answer =
                    guests.askLater(new Desk.Count(), Duration.ofHours(1)).toCompletableFuture();
            town.run(Duration.ofSeconds(12));
            assertThat(failure(answer)).isInstanceOfAny(Failure.Refused.class, Failure.TargetDown.class);
        });
    }

    /** A request that has come to its target, which does not answer yet. */
    private static CompletableFuture<Integer> waiting(Town town, ActorRef<Desk.Cmd> target) {
        target.tell(new Desk.Nap(60_000));
        CompletableFuture<Integer> answer =
                target.askLater(new Desk.Count(), Duration.ofHours(1)).toCompletableFuture();
        town.run(Duration.ofSeconds(1));
        assertThat(answer).isNotDone();
        return answer;
    }

    private static void assertEndsAsLost(Town town, CompletableFuture<Integer> answer) {
        town.run(Duration.ofSeconds(2));
        assertThat(failure(answer)).isEqualTo(new Failure.Refused(DropReason.LINK_LOST));
    }

    private static Failure failure(CompletableFuture<Integer> answer) {
        assertThat(answer).as("an end long before its limit").isCompletedExceptionally();
        assertThat(answer.exceptionNow()).isInstanceOf(AskException.class);
        return ((AskException) answer.exceptionNow()).failure();
    }

    @Test
    void twoGuestsOfAMemberSpeakToEachOther() {
        in(20, town -> {
            town.guest("h", "m");
            assertThat(town.exported("g", "m").ask(new Desk.Route(town.home("g"))))
                    .isEqualTo(100);
            ActorRef<Desk.Cmd> other = town.node("h").at(town.home("g").address(), Desk.Cmd.class);
            assertThat(other.ask(new Desk.Count())).isEqualTo(100);
            Town.Listening listening = town.listening("h");
            listening.ref().tell(new Ears.Watch(other));
            town.run(Duration.ofMillis(200));
            other.tell(new Desk.End());
            town.run(Duration.ofSeconds(1));
            assertThat(listening.ears().ends()).containsExactly(new Terminated.Stopped());
        });
    }

    @Test
    void isRefusedAtOnceByAnotherClusterWithTheReason() {
        Seeds.forEach(
                simulation -> {
                    Town town = new Town(simulation);
                    town.member("m");
                    assertThatThrownBy(() -> town.guest("g", "m", config -> config.withCluster("other")))
                            .isInstanceOf(NodeException.class)
                            .hasMessageContaining("guest g was not let in by m:9001")
                            .hasMessageContaining("cluster 'other'");
                    assertThat(simulation.now()).isLessThan(Duration.ofSeconds(1));
                },
                10);
    }

    @Test
    void saysThatNobodyListensWhereItsMemberShouldBe() {
        Seeds.forEach(
                simulation -> {
                    Town town = new Town(simulation);
                    simulation.node("m");
                    assertThatThrownBy(() -> town.guest("g", "m"))
                            .isInstanceOf(NodeException.class)
                            .hasMessageContaining("nobody listens there");
                },
                10);
    }
}
