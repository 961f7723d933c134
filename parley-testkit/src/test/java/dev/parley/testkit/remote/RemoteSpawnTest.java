package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.Kind;
import dev.parley.NodeId;
import dev.parley.Terminated;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.testkit.simulation.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RemoteSpawnTest {
    private static final int NOTES = 20;

    private static final Kind<Desk.Cmd, Desk.Args> UNKNOWN =
            Kind.of("table", Desk.Cmd.class, Desk.Args.class, args -> new Desk(args.start()));

    private static void in(int seeds, Consumer<Town> scene) {
        Seeds.forEach(
                simulation -> {
                    Town town = new Town(simulation);
                    town.member("a");
                    town.member("b");
                    town.member("c");
                    scene.accept(town);
                },
                seeds);
    }

    private static ActorRef<Desk.Cmd> spawn(Town town, Town.Listening parent, Kind<Desk.Cmd, Desk.Args> kind) {
        parent.ref().tell(new Ears.Spawn(town.node("b").id(), kind, NOTES));
        town.until("the ref is there", () -> !parent.ears().children.isEmpty());
        return parent.ears().children.getFirst();
    }

    private static long hosted(Town town, String at) {
        return town.node(at).system().snapshot().actors().stream()
                .filter(actor -> actor.address().path().startsWith("/spawned/"))
                .count();
    }

    @Test
    void whatIsToldBeforeTheChildLivesWaitsAndKeepsItsOrder() {
        in(Seeds.count(), town -> {
            Town.Listening parent = town.listening("a");
            ActorRef<Desk.Cmd> child = spawn(town, parent, Desk.KIND);
            child.tell(new Desk.Note(NOTES + 1));
            if (town.simulation.seed() % 2 == 0) {
                town.run(Duration.ofNanos(town.simulation.seed() * 30_000));
                town.simulation.reset("a", "b");
                town.run(Duration.ofSeconds(1));
                assertThat(hosted(town, "b")).as("spawned once").isEqualTo(1);
            } else {
                assertThat(child.ask(new Desk.Count())).isEqualTo(40 + NOTES + 1);
            }
            assertThat(town.peer("a", "b").queued()).isZero();
        });
    }

    @Test
    void saysSpawnFailedForAKindThatNobodyKnowsThere() {
        in(20, town -> {
            Town.Listening parent = town.listening("a");
            ActorRef<Desk.Cmd> child = spawn(town, parent, UNKNOWN);
            town.run(Duration.ofSeconds(1));
            assertThat(parent.ears().ends())
                    .containsExactly(new Terminated.SpawnFailed("no kind 'table' here: this node knows brittle, desk"));
            assertThat(Town.failure(child, new Desk.Count()).sentence()).contains("nobody lives at that address");
            assertThat(town.peer("a", "b").queued()).isZero();
            parent.ears().heard.clear();
            Town.Listening late = town.listening("a");
            late.ref().tell(new Ears.Watch(child));
            town.run(Duration.ofSeconds(1));
            assertThat(late.ears().ends()).hasSize(1).allMatch(Terminated.SpawnFailed.class::isInstance);
        });
    }

    @Test
    void saysSpawnFailedWhenTheHostDiesBeforeItAnswered() {
        in(50, town -> {
            town.exported("a", "b").ask(new Desk.Count());
            Town.Listening parent = town.listening("a");
            town.simulation.cut("a", "b");
            ActorRef<Desk.Cmd> child = spawn(town, parent, Desk.KIND);
            town.run(Duration.ofMillis(town.simulation.seed() * 20));
            town.simulation.crash("b");
            town.run(Duration.ofSeconds(8));
            assertThat(parent.ears().ends()).hasSize(1).allMatch(Terminated.SpawnFailed.class::isInstance);
            assertThat(parent.ears().ends(child)).isEqualTo(1);
            assertThat(town.peer("a", "b").queued()).isZero();
        });
    }

    @Test
    void saysSoToWhoeverAsksLaterToo() {
        in(20, town -> {
            town.exported("a", "b").ask(new Desk.Count());
            Town.Listening parent = town.listening("a");
            town.simulation.cut("a", "b");
            ActorRef<Desk.Cmd> child = spawn(town, parent, Desk.KIND);
            town.run(Duration.ofSeconds(8));
            assertThat(parent.ears().ends()).hasSize(1).allMatch(Terminated.SpawnFailed.class::isInstance);
            town.simulation.heal("a", "b");
            Town.Listening late = town.listening("a");
            late.ref().tell(new Ears.Watch(child));
            town.run(Duration.ofSeconds(8));
            assertThat(late.ears().ends()).hasSize(1).allMatch(Terminated.SpawnFailed.class::isInstance);
        });
    }

    /** A frame before the end of a handshake is short, and this one is longer; it may come right behind that end. */
    @Test
    void anOrderOfManyBytesIsGivenAgainWhenTheConnectionIsLost() {
        Seeds.forEach(
                simulation -> {
                    Town town = new Town(simulation);
                    town.member("a");
                    Node host = Node.start(NodeConfig.member("h", "h:9001"), simulation.node("h"), WORDY);
                    List<Terminated.Reason> ends = new ArrayList<>();
                    List<ActorRef<Desk.Cmd>> children = new ArrayList<>();
                    String words = "word ".repeat(2_000);
                    ActorRef<Desk.Cmd> parent = town.node("a").system().spawn(() -> (message, ctx) -> {
                        ActorRef<Desk.Cmd> child = ctx.spawnOn(host.id(), WORDY, new Words(words));
                        children.add(child);
                        ctx.watch(child, end -> {
                            ends.add(end.reason());
                            return new Desk.Silent();
                        });
                    });
                    Town.Listening other = town.listening("a");
                    other.ref().tell(new Ears.Watch(parent));
                    ActorRef<Desk.Cmd> unknown =
                            town.node("a").at(new ActorAddress(host.id(), "/user/desk", 0), Desk.Cmd.class);
                    assertThat(Town.failure(unknown, new Desk.Count())).isNotNull();
                    town.simulation.cut("a", "h");
                    parent.tell(new Desk.Note(1));
                    town.run(Duration.ofMillis(100));
                    town.simulation.heal("a", "h");
                    town.simulation.reset("a", "h");
                    town.run(Duration.ofSeconds(2));
                    assertThat(ends).isEmpty();
                    assertThat(children.getFirst().ask(new Desk.Count())).isEqualTo(words.length());
                },
                20);
    }

    record Words(String words) {}

    private static final Kind<Desk.Cmd, Words> WORDY = Kind.of(
            "wordy", Desk.Cmd.class, Words.class, args -> new Desk(args.words().length()));

    @Test
    void saysSpawnFailedWhenTheHostWasNeverThere() {
        in(20, town -> {
            Town.Listening parent = town.listening("a");
            parent.ref().tell(new Ears.Spawn(new NodeId("b", 9999, 5), Desk.KIND, NOTES));
            town.run(Duration.ofSeconds(8));
            assertThat(parent.ears().ends()).hasSize(1).allMatch(Terminated.SpawnFailed.class::isInstance);
        });
    }

    @Test
    void saysNodeDownOnceWhenTheHostDiesAfterTheChildLived() {
        in(50, town -> {
            Town.Listening parent = town.listening("a");
            NodeId b = town.node("b").id();
            assertThat(spawn(town, parent, Desk.KIND).ask(new Desk.Count())).isEqualTo(40 + NOTES);
            town.simulation.crash("b");
            town.run(Duration.ofSeconds(8));
            assertThat(parent.ears().ends()).containsExactly(new Terminated.NodeDown(b));
        });
    }

    @Test
    void aChildThatThrowsIsRestartedThereAndPlacedElsewhereWhenItsNodeDies() {
        in(50, town -> {
            Town.Listening parent = town.listening("a");
            ActorRef<Desk.Cmd> child = spawn(town, parent, Desk.KIND);
            NodeId b = town.node("b").id();
            child.tell(new Desk.Fail("oops"));
            assertThat(child.ask(new Desk.Count())).as("a fresh instance").isEqualTo(40);
            assertThat(parent.ears().ends()).isEmpty();

            town.simulation.crash("b");
            town.until("the parent hears", () -> !parent.ears().ends().isEmpty());
            parent.ref().tell(new Ears.Spawn(town.node("c").id(), Desk.KIND, NOTES));
            town.until("the next child", () -> parent.ears().children.size() == 2);
            assertThat(parent.ears().children.getLast().ask(new Desk.Count())).isEqualTo(40 + NOTES);
            town.run(Duration.ofSeconds(8));
            assertThat(parent.ears().ends()).containsExactly(new Terminated.NodeDown(b));
            assertThat(hosted(town, "c")).isEqualTo(1);
        });
    }

    @Test
    void saysCrashedWhenTheChildHasFailedTooOften() {
        in(20, town -> {
            Town.Listening parent = town.listening("a");
            ActorRef<Desk.Cmd> child = spawn(town, parent, Desk.KIND);
            for (int i = 0; i < 4; i++) {
                child.tell(new Desk.Fail("oops " + i));
            }
            town.run(Duration.ofSeconds(5));
            assertThat(parent.ears().ends()).hasSize(1);
            assertThat(parent.ears().ends().getFirst().sentence())
                    .contains("crashed")
                    .contains("oops 3");
            assertThat(hosted(town, "b")).isZero();
        });
    }

    @Test
    void aKindDecidesByTheTypeOfTheFailureWhereItIsHosted() {
        in(20, town -> {
            Town.Listening parent = town.listening("a");
            ActorRef<Desk.Cmd> child = spawn(town, parent, Desk.BRITTLE);
            child.tell(new Desk.Fail("once"));
            town.until("the end is heard", () -> !parent.ears().ends().isEmpty());
            assertThat(parent.ears().ends()).containsExactly(new Terminated.Crashed("IllegalStateException: once"));
        });
    }

    @Test
    void aChildEndsWhenItsParentEndsOrRestarts() {
        in(50, town -> {
            Town.Listening parent = town.listening("a");
            ActorRef<Desk.Cmd> child = spawn(town, parent, Desk.KIND);
            child.ask(new Desk.Count());
            assertThat(hosted(town, "b")).isEqualTo(1);
            parent.ref().tell(town.simulation.seed() % 2 == 0 ? new Ears.End() : new Ears.Crash());
            town.until("the child has ended", () -> hosted(town, "b") == 0);
        });
    }

    @Test
    void aChildEndsWhenItsParentsNodeIsDown() {
        in(50, town -> {
            Town.Listening parent = town.listening("a");
            spawn(town, parent, Desk.KIND).ask(new Desk.Count());
            if (town.simulation.seed() % 2 == 0) {
                town.simulation.crash("a");
            } else {
                town.simulation.cut("a", "b");
            }
            town.run(Duration.ofSeconds(7));
            assertThat(hosted(town, "b")).isZero();
        });
    }

    @Test
    void aChildMayWatchItsParentItself() {
        in(20, town -> {
            Town.Listening parent = town.listening("a");
            parent.ref().tell(new Ears.Spawn(town.node("b").id(), Desk.KIND, 0));
            town.until("the ref is there", () -> !parent.ears().children.isEmpty());
            ActorRef<Desk.Cmd> child = parent.ears().children.getFirst();
            child.tell(new Desk.WatchSomebody(parent.ears().mouth()));
            child.ask(new Desk.Count());
            parent.ref().tell(new Ears.End());
            town.until("the child has ended", () -> hosted(town, "b") == 0);
        });
    }

    @Test
    void aHundredChildrenLeaveNothingBehind() {
        in(5, town -> {
            Town.Listening parent = town.listening("a");
            for (int i = 0; i < 100; i++) {
                parent.ref().tell(new Ears.Spawn(town.node("b").id(), Desk.KIND, 1));
            }
            town.until("all live", () -> hosted(town, "b") == 100);
            List.copyOf(parent.ears().children).forEach(child -> child.tell(new Desk.End()));
            town.until("all have ended", () -> parent.ears().ends().size() == 100);
            assertThat(hosted(town, "b")).isZero();
            assertThat(parent.ears().ends()).containsOnly(new Terminated.Stopped());
            assertThat(town.peer("a", "b").queued()).isZero();
        });
    }
}
