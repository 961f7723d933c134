package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.NodeId;
import dev.parley.Terminated;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
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
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final int NOTES = 50;

    @Test
    void saysTheEndOfEachWatchedActorExactlyOnceWhateverHappens() {
        Seeds.forEach(WatchTest::endsOnce);
    }

    @Test
    void aWatchThatComesTooLateIsNotToldOfTheEndBeforeTheLastWords() {
        Seeds.forEach(WatchTest::watchesTheDying);
    }

    /** A slow node has not sent an actor's last words yet when somebody asks to hear of its end. */
    private static void watchesTheDying(Simulation simulation) {
        Town town = new Town(simulation);
        town.member("a");
        town.member("b");
        Town.Listening listening = town.listening("a");
        ActorRef<Desk.Cmd> mouth = town.node("b").at(listening.ears().mouth().address(), Desk.Cmd.class);
        ActorRef<Desk.Cmd> dying = town.exact("a", "b");
        dying.tell(new Desk.Introduce(listening.ears().mouth(), 0)); // the link is up, and the mouth can be reached
        town.until("the first word", () -> listening.ears().heard.size() == 1);
        simulation.apply(new Fault.SlowNode("b", Duration.ofMillis(5)));
        listening.ref().tell(new Ears.Watch(dying));
        town.run(Duration.ofNanos(simulation.seed() * 20_000));
        town.home("b").tell(new Desk.LastWords(mouth, 3));
        town.until("the end", () -> listening.ears().ends(dying) == 1);
        town.run(Duration.ofSeconds(1));

        assertThat(listening.ears().heard.getLast())
                .as("the last that was heard of it")
                .isInstanceOf(Terminated.class);
        assertThat(listening.ears().heard).hasSize(5);
    }

    private static void endsOnce(Simulation simulation) {
        Town town = new Town(simulation);
        town.member("a");
        List<ActorRef<Desk.Cmd>> desks = new ArrayList<>();
        simulation.start("b", world -> {
            Node b = Node.start(NodeConfig.member("b", "b:9001"), world);
            for (int i = 0; i < 4; i++) {
                ActorRef<Desk.Cmd> desk = b.system().spawn(() -> new Desk(0));
                b.export("desk" + i, Desk.Cmd.class, desk);
                desks.add(desk);
            }
        });
        town.until("b has started", () -> desks.size() == 4);
        Town.Listening listening = town.listening("a");
        List<FaultKind> kinds =
                new ArrayList<>(List.of(FaultKind.RESET, FaultKind.CUT, FaultKind.CUT_ONE_WAY, FaultKind.PAUSE));
        simulation.schedule(
                FaultPlan.random(simulation.seed(), List.of("a", "b"), Duration.ofSeconds(12), EnumSet.copyOf(kinds)));
        if (simulation.seed() % 2 == 0) {
            Duration crash = Duration.ofMillis(6_000 + simulation.seed() * 7 % 3_000);
            simulation.schedule(
                    FaultPlan.of(new Episode(crash, Duration.ofMillis(9_500).minus(crash), new Fault.Crash("b"))));
        }
        List<ActorRef<Desk.Cmd>> watched = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ActorRef<Desk.Cmd> desk =
                    town.node("a").at(desks.get(i % desks.size()).address(), Desk.Cmd.class);
            if (listening.ears().ends(desk) == 0 && !watched.contains(desk)) {
                watched.add(desk);
                listening.ref().tell(new Ears.Watch(desk));
            }
            if (i == 20) {
                desks.get(0).tell(new Desk.End());
            }
            town.run(Duration.ofMillis(400));
        }
        List.copyOf(desks)
                .forEach(desk ->
                        town.node("a").at(desk.address(), Desk.Cmd.class).tell(new Desk.End()));
        town.run(Duration.ofSeconds(20));

        for (ActorRef<Desk.Cmd> desk : watched) {
            assertThat(listening.ears().ends(desk)).as("ends of %s", desk).isEqualTo(1);
        }
    }

    @Test
    void neverSaysTheEndBeforeTheLastWordsOverALivingLinkAndNothingComesAfterIt() {
        Seeds.forEach(simulation -> {
            Town town = new Town(simulation);
            town.member("a");
            town.member("b");
            Town.Listening listening = town.listening("a");
            ActorRef<Desk.Cmd> desk = town.exact("a", "b");
            listening.ref().tell(new Ears.Watch(desk));
            boolean resets = simulation.seed() % 2 == 1;
            town.until("it is watched", () -> !town.node("b").peers().isEmpty());
            town.run(Duration.ofMillis(50));
            town.home("b").tell(new Desk.LastWords(listening.ears().mouth(), NOTES));
            if (resets) {
                town.run(Duration.ofNanos(simulation.seed() * 40_000));
                simulation.reset("a", "b");
            }
            town.run(Duration.ofSeconds(10));

            List<Object> heard = List.copyOf(listening.ears().heard);
            long ends = heard.stream().filter(Terminated.class::isInstance).count();
            assertThat(ends).isEqualTo(1);
            assertThat(heard.getLast()).isInstanceOf(Terminated.class);
            if (!resets) {
                assertThat(heard).hasSize(NOTES + 1);
                assertThat(listening.ears().ends()).containsExactly(new Terminated.Stopped());
            }
        });
    }

    @Test
    void saysAtOnceThatADeadOrUnknownActorHasStopped() {
        in(town -> {
            Town.Listening listening = town.listening("a");
            ActorRef<Desk.Cmd> desk = town.exact("a", "b");
            town.home("b").tell(new Desk.End());
            town.run(Duration.ofMillis(100));
            NodeId b = town.node("b").id();
            ActorRef<Desk.Cmd> unknown = town.node("a").at(new ActorAddress(b, "/user/nobody", 99), Desk.Cmd.class);
            listening.ref().tell(new Ears.Watch(desk));
            listening.ref().tell(new Ears.Watch(unknown));
            town.run(Duration.ofSeconds(1));
            assertThat(listening.ears().ends()).containsExactly(new Terminated.Stopped(), new Terminated.Stopped());
        });
    }

    @Test
    void saysNodeDownForAnActorOfAnEarlierLifeOfItsNode() {
        in(town -> {
            ActorRef<Desk.Cmd> old = town.exact("a", "b");
            NodeId before = town.node("b").id();
            town.simulation.crash("b");
            town.member("b");
            town.exported("a", "b").ask(new Desk.Count());
            Town.Listening listening = town.listening("a");
            listening.ref().tell(new Ears.Watch(old));
            town.run(Duration.ofSeconds(1));
            assertThat(listening.ears().ends()).containsExactly(new Terminated.NodeDown(before));
        });
    }

    @Test
    void saysNodeDownForANodeThatIsNotThere() {
        in(town -> {
            ActorRef<Desk.Cmd> nowhere =
                    town.node("a").at(ActorAddress.parse("actor://b:9999/user/desk"), Desk.Cmd.class);
            Town.Listening listening = town.listening("a");
            listening.ref().tell(new Ears.Watch(nowhere));
            town.run(Duration.ofSeconds(1));
            assertThat(listening.ears().ends()).containsExactly(new Terminated.NodeDown(new NodeId("b", 9999, 0)));
        });
    }

    @Test
    void saysNothingAfterUnwatchAndAgainAfterANewWatch() {
        in(town -> {
            Town.Listening listening = town.listening("a");
            ActorRef<Desk.Cmd> desk = town.exact("a", "b");
            listening.ref().tell(new Ears.Watch(desk));
            listening.ref().tell(new Ears.Unwatch(desk));
            town.run(Duration.ofMillis(100));
            desk.tell(new Desk.End());
            town.run(Duration.ofSeconds(1));
            assertThat(listening.ears().ends()).isEmpty();
            listening.ref().tell(new Ears.Watch(desk));
            town.run(Duration.ofSeconds(1));
            assertThat(listening.ears().ends()).containsExactly(new Terminated.Stopped());
        });
    }

    @Test
    void tellsEachOfManyWatchersOfTheSameActor() {
        in(town -> {
            ActorRef<Desk.Cmd> desk = town.exact("a", "b");
            List<Terminated> outside = new ArrayList<>();
            town.node("a").system().watch(desk, outside::add);
            town.node("a").system().watch(desk, outside::add);
            Town.Listening one = town.listening("a");
            Town.Listening two = town.listening("a");
            one.ref().tell(new Ears.Watch(desk));
            two.ref().tell(new Ears.Watch(desk));
            town.run(Duration.ofMillis(100));
            desk.tell(new Desk.End());
            town.run(Duration.ofSeconds(1));
            assertThat(outside).hasSize(2);
            assertThat(one.ears().ends()).hasSize(1);
            assertThat(two.ears().ends()).hasSize(1);
        });
    }

    private interface Scene {
        void play(Town town);
    }

    private static void in(Scene scene) {
        Seeds.forEach(
                simulation -> {
                    Town town = new Town(simulation);
                    town.member("a");
                    town.member("b");
                    scene.play(town);
                },
                20);
    }
}
