package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorRef;
import dev.parley.Cancellable;
import dev.parley.Failure;
import dev.parley.NodeId;
import dev.parley.Terminated;
import dev.parley.remote.LinkConfig;
import dev.parley.remote.NodeConfig;
import dev.parley.remote.PeerEvent;
import dev.parley.remote.PeerSnapshot;
import dev.parley.testkit.simulation.Fault;
import dev.parley.testkit.simulation.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LifeOfALinkTest {
    private static void in(int seeds, Consumer<Town> scene) {
        Seeds.forEach(
                simulation -> {
                    Town town = new Town(simulation);
                    town.member("a");
                    town.member("b");
                    scene.accept(town);
                },
                seeds);
    }

    private static List<PeerEvent> events(Town town, String at) {
        List<PeerEvent> events = new ArrayList<>();
        town.node(at).onPeers(events::add);
        return events;
    }

    private static List<String> kinds(List<PeerEvent> events) {
        return events.stream().map(event -> event.getClass().getSimpleName()).toList();
    }

    @Test
    void makesOneLinkAndLosesNothingWhenBothSidesDialAtOnce() {
        in(Seeds.count(), town -> {
            List<PeerEvent> atA = events(town, "a");
            List<PeerEvent> atB = events(town, "b");
            int count = 100;
            for (int i = 1; i <= count; i++) {
                town.exported("a", "b").tell(new Desk.Note(i));
                town.exported("b", "a").tell(new Desk.Note(i));
            }
            town.run(Duration.ofSeconds(3));

            List<Integer> all = IntStream.rangeClosed(1, count).boxed().toList();
            assertThat(town.desk("a").notes).isEqualTo(all);
            assertThat(town.desk("b").notes).isEqualTo(all);
            assertThat(kinds(atA)).containsExactly("Up");
            assertThat(kinds(atB)).containsExactly("Up");
            assertThat(town.node("a").peers()).hasSize(1);
        });
    }

    @Test
    void staysUpBetweenSidesOfDifferentPatience() {
        Seeds.forEach(
                simulation -> {
                    Town town = new Town(simulation);
                    town.member("a", LifeOfALinkTest::impatient);
                    town.member("b");
                    town.guest("g", "a");
                    town.exported("b", "a").ask(new Desk.Count());
                    town.exported("g", "a").ask(new Desk.Count());
                    List<PeerEvent> atA = events(town, "a");
                    town.run(Duration.ofSeconds(30));
                    assertThat(atA).isEmpty();
                    assertThat(town.peer("a", "b").reconnects()).isZero();
                    assertThat(town.peer("a", "g").reconnects()).isZero();
                },
                20);
    }

    private static NodeConfig impatient(NodeConfig config) {
        return config.withLinks(config.links().withTimeouts(Duration.ofMillis(100), Duration.ofMillis(200)));
    }

    @Test
    void goesOnThoughOneSideAloneHearsOfTheEndOfALane() {
        in(Seeds.count(), town -> {
            town.exported("a", "b").ask(new Desk.Count());
            town.exported("b", "a").ask(new Desk.Count());
            Cancellable loss = town.simulation.apply(new Fault.Loss("a", "b", 70));
            town.simulation.reset("a", "b");
            town.run(Duration.ofSeconds(1));
            loss.cancel();
            town.run(Duration.ofSeconds(30));
            town.exported("a", "b").tell(new Desk.Note(1));
            town.exported("b", "a").tell(new Desk.Note(2));
            town.until(
                    "both are there",
                    () -> town.desk("b").notes.contains(1)
                            && town.desk("a").notes.contains(2));
        });
    }

    @Test
    void goesOnThoughAllItsConnectionsWereForgottenForGood() {
        in(Seeds.count(), town -> {
            town.exported("a", "b").ask(new Desk.Count());
            town.exported("b", "a").ask(new Desk.Count());
            town.simulation.apply(new Fault.HalfOpen("a", "b"));
            town.exported("a", "b").tell(new Desk.Note(1));
            town.run(Duration.ofSeconds(15));
            town.exported("a", "b").tell(new Desk.Note(2));
            town.exported("b", "a").tell(new Desk.Note(3));
            town.until(
                    "what was said later is there",
                    () -> town.desk("b").notes.contains(2)
                            && town.desk("a").notes.contains(3));
            assertThat(town.peer("a", "b").lost()).as("counted").isLessThanOrEqualTo(1);
        });
    }

    @Test
    void goesOnAfterAPauseInTheMiddleOfAHandshakeThatThenIsTooLate() {
        for (int i = 0; i < 80; i++) {
            Duration begin = Duration.ofMillis(5L * i);
            boolean patient = i % 2 == 0;
            Seeds.forEach(
                    simulation -> {
                        Town town = new Town(simulation);
                        town.member("a", LifeOfALinkTest::hasty);
                        town.member("b", patient ? config -> config : LifeOfALinkTest::hasty);
                        simulation.apply(new Fault.Latency(Duration.ofMillis(40), Duration.ofMillis(60)));
                        town.exported("a", "b").tell(new Desk.Note(1));
                        town.run(begin);
                        Cancellable pause = simulation.apply(new Fault.Pause("a"));
                        town.run(Duration.ofMillis(1_100));
                        pause.cancel();
                        town.exported("a", "b").tell(new Desk.Note(2));
                        town.until("it is there", () -> town.desk("b").notes.contains(2));
                    },
                    5);
        }
    }

    private static NodeConfig hasty(NodeConfig config) {
        LinkConfig links = config.links();
        return config.withLinks(new LinkConfig(
                links.heartbeat(),
                links.failureTimeout(),
                Duration.ofSeconds(1),
                links.queueMessages(),
                links.queueBytes(),
                links.lanes(),
                links.largeBytes(),
                links.rates()));
    }

    @Test
    void reconnectsAfterAResetThoughBothSidesDial() {
        in(Seeds.count(), town -> {
            town.exported("a", "b").ask(new Desk.Count());
            town.exported("b", "a").ask(new Desk.Count());
            List<PeerEvent> atA = events(town, "a");
            List<PeerEvent> atB = events(town, "b");
            town.simulation.reset("a", "b");
            town.run(Duration.ofSeconds(1));
            town.exported("a", "b").tell(new Desk.Note(1));
            town.exported("b", "a").tell(new Desk.Note(2));
            town.run(Duration.ofSeconds(1));
            assertThat(town.desk("b").notes).containsExactly(1);
            assertThat(town.desk("a").notes).containsExactly(2);
            assertThat(atA).isEmpty();
            assertThat(atB).isEmpty();
            assertThat(town.peer("a", "b").reconnects()).isEqualTo(1);
        });
    }

    @Test
    void givesARestartedNodeNothingThatWasMeantForItsPredecessor() {
        in(50, town -> {
            ActorRef<Desk.Cmd> old = town.exact("a", "b");
            NodeId before = town.node("b").id();
            old.tell(new Desk.Note(1));
            town.until("the link is up", () -> !town.desk("b").notes.isEmpty());
            town.simulation.crash("b");
            old.tell(new Desk.Note(2));
            town.member("b");
            old.tell(new Desk.Note(3));
            town.run(Duration.ofSeconds(7));
            old.tell(new Desk.Note(4));
            assertThat(Town.failure(old, new Desk.Count()))
                    .isEqualTo(new Failure.TargetDown(new Terminated.NodeDown(before)));
            assertThat(town.desk("b").notes).isEmpty();
            town.exported("a", "b").tell(new Desk.Note(5));
            town.until("the new life is reached", () -> town.desk("b").notes.equals(List.of(5)));
        });
    }

    @Test
    void bearsThreeSecondsOfSilence() {
        in(50, town -> {
            town.exported("a", "b").ask(new Desk.Count());
            List<PeerEvent> atA = events(town, "a");
            List<PeerEvent> atB = events(town, "b");
            town.simulation.cut("a", "b");
            town.run(Duration.ofSeconds(3));
            town.simulation.heal();
            town.run(Duration.ofSeconds(10));
            assertThat(atA).isEmpty();
            assertThat(atB).isEmpty();
            assertThat(town.exported("a", "b").ask(new Desk.Count())).isEqualTo(100);
        });
    }

    @Test
    void givesASilentPeerUpAndReachesItAgainWithoutARestart() {
        in(50, town -> {
            town.exported("a", "b").ask(new Desk.Count());
            Town.Listening listening = town.listening("a");
            listening.ref().tell(new Ears.Watch(town.exact("a", "b")));
            town.run(Duration.ofMillis(100));
            List<PeerEvent> atA = events(town, "a");
            List<PeerEvent> atB = events(town, "b");
            town.simulation.cut("a", "b");
            town.run(Duration.ofMillis(6_100));
            assertThat(kinds(atA)).containsExactly("Down");
            assertThat(kinds(atB)).containsExactly("Down");
            assertThat(listening.ears().ends())
                    .containsExactly(new Terminated.NodeDown(town.node("b").id()));
            town.simulation.heal();
            town.exported("b", "a").tell(new Desk.Note(1));
            town.exported("a", "b").tell(new Desk.Note(2));
            town.until(
                    "tells flow again",
                    () -> town.desk("a").notes.contains(1)
                            && town.desk("b").notes.contains(2));
            assertThat(kinds(atA)).containsExactly("Down", "Up");
            assertThat(kinds(atB)).containsExactly("Down", "Up");
        });
    }

    @Test
    void givesASilentPeerUpInTimeThoughTheConnectionWasResetFirst() {
        in(50, town -> {
            town.exported("a", "b").ask(new Desk.Count());
            List<PeerEvent> atA = events(town, "a");
            town.simulation.reset("a", "b");
            town.simulation.cut("a", "b");
            town.run(Duration.ofMillis(6_500));
            assertThat(kinds(atA)).containsExactly("Down");
        });
    }

    @Test
    void noticesACutInOneDirection() {
        in(50, town -> {
            town.exported("a", "b").ask(new Desk.Count());
            List<PeerEvent> atA = events(town, "a");
            List<PeerEvent> atB = events(town, "b");
            town.simulation.cutOneWay("a", "b");
            town.run(Duration.ofSeconds(7));
            assertThat(kinds(atA)).containsExactly("Down");
            assertThat(kinds(atB)).containsExactly("Down");
            town.simulation.heal();
            assertThat(town.exported("a", "b").ask(new Desk.Count())).isEqualTo(100);
        });
    }

    @Test
    void aPausedProcessIsDownForOthersAndComesBackWithoutARestart() {
        in(50, town -> {
            town.exported("a", "b").ask(new Desk.Count());
            List<PeerEvent> atA = events(town, "a");
            town.simulation.pause("b");
            town.run(Duration.ofSeconds(12));
            assertThat(kinds(atA)).containsExactly("Down");
            town.simulation.resume("b");
            town.run(Duration.ofSeconds(2));
            assertThat(town.exported("a", "b").ask(new Desk.Count())).isEqualTo(100);
            assertThat(town.exported("b", "a").ask(new Desk.Count())).isEqualTo(100);
            assertThat(town.peer("b", "a").state()).isEqualTo(PeerSnapshot.State.UP);
        });
    }

    @Test
    void aPauseShorterThanTheTimeoutIsForgivenByBothSides() {
        in(50, town -> {
            town.exported("a", "b").ask(new Desk.Count());
            List<PeerEvent> atA = events(town, "a");
            List<PeerEvent> atB = events(town, "b");
            town.simulation.pause("b");
            town.run(Duration.ofMillis(4_500));
            town.simulation.resume("b");
            town.run(Duration.ofSeconds(3));
            assertThat(atA).isEmpty();
            assertThat(atB).isEmpty();
        });
    }

    @Test
    void triesADeadPeerAFewTimesASecondOnly() {
        in(5, town -> {
            town.exported("a", "b").ask(new Desk.Count());
            town.simulation.crash("b");
            try (LogLines log = new LogLines()) {
                for (int i = 0; i < 1_000; i++) {
                    town.exported("a", "b").tell(new Desk.Note(i));
                    town.run(Duration.ofMillis(10));
                }
                assertThat(log.count("given up")).isBetween(5L, 15L);
            }
            town.run(Duration.ofSeconds(2));
            assertThat(town.peer("a", "b").queued()).isZero();
        });
    }

    @Test
    void countsOnOverEachLifeOfALink() {
        in(20, town -> {
            town.exported("a", "b").tell(new Desk.Note(1));
            town.until("the first has come", () -> town.desk("b").notes.size() == 1);
            town.simulation.cut("a", "b");
            town.exported("a", "b").tell(new Desk.Note(2));
            town.run(Duration.ofSeconds(7));
            town.simulation.heal();
            town.exported("a", "b").tell(new Desk.Note(3));
            town.until("the third has come", () -> town.desk("b").notes.contains(3));
            PeerSnapshot peer = town.peer("a", "b");
            assertThat(peer.sent()).isEqualTo(3);
            assertThat(peer.inDoubt()).as("the first, too, had no report yet").isEqualTo(2);
            assertThat(peer.lost()).isZero();
        });
    }
}
