package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorRef;
import dev.parley.testkit.simulation.Episode;
import dev.parley.testkit.simulation.Fault;
import dev.parley.testkit.simulation.FaultPlan;
import dev.parley.testkit.simulation.Seeds;
import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Actors on several nodes that wait for each other hear so long before the limits of their requests. */
class CycleAcrossNodesTest {
    private static final int SEEDS = 20;
    private static final Duration SOON = Duration.ofSeconds(1);

    private static ActorRef<Walker.Cmd> walker(Town town, String on, String name) {
        ActorRef<Walker.Cmd> home = town.node(on).system().spawn(name, Walker::new);
        town.node(on).export(name, Walker.Cmd.class, home);
        return home;
    }

    /** Sends one on its way, with what that node has for all who are on it. */
    private static CompletableFuture<String> walk(
            Town town, String from, List<ActorRef<Walker.Cmd>> homes, long napMillis) {
        List<ActorRef<Walker.Cmd>> path = homes.stream()
                .map(home -> town.node(from).at(home.address(), Walker.Cmd.class))
                .toList();
        return path.getFirst()
                .askLater(new Walker.Go(path.subList(1, path.size()), napMillis), Walker.LIMIT)
                .toCompletableFuture();
    }

    private static Town town(Simulation simulation, String... names) {
        Town town = new Town(simulation);
        List.of(names).forEach(town::member);
        return town;
    }

    /** A walker on each of two nodes; the first is asked to ask the second, and that one the first. */
    private static CompletableFuture<String> crosswise(Town town, String one, String other) {
        ActorRef<Walker.Cmd> x = walker(town, one, "x");
        ActorRef<Walker.Cmd> y = walker(town, other, "y");
        return walk(town, one, List.of(x, y, x), 0);
    }

    private static void assertTold(Town town, CompletableFuture<String> heard, Duration within, String... cycles) {
        town.run(within);
        assertThat(heard).isDone();
        assertThat(heard.join()).isIn((Object[]) cycles);
    }

    @Test
    void tellsOneOfTwoThatAskEachOther() {
        Seeds.forEach(
                simulation -> {
                    Town town = town(simulation, "a", "b");
                    CompletableFuture<String> heard = crosswise(town, "a", "b");
                    assertTold(town, heard, SOON, "x y x", "y x y");
                },
                SEEDS);
    }

    @Test
    void tellsOneOfARingWithSeveralActorsOnANode() {
        Seeds.forEach(
                simulation -> {
                    Town town = town(simulation, "a", "b", "c");
                    List<ActorRef<Walker.Cmd>> ring = new ArrayList<>();
                    for (int i = 0; i < 9; i++) {
                        ring.add(walker(town, List.of("a", "b", "c").get(i / 3), "w" + i));
                    }
                    ring.add(ring.getFirst());
                    CompletableFuture<String> heard = walk(town, "a", ring, 0);
                    assertTold(
                            town,
                            heard,
                            SOON,
                            "w2 w3 w4 w5 w6 w7 w8 w0 w1 w2",
                            "w5 w6 w7 w8 w0 w1 w2 w3 w4 w5",
                            "w8 w0 w1 w2 w3 w4 w5 w6 w7 w8");
                },
                SEEDS);
    }

    @Test
    void tellsOneOfARingThatStandsBehindOthers() {
        Seeds.forEach(
                simulation -> {
                    Town town = town(simulation, "a", "b", "c");
                    ActorRef<Walker.Cmd> first = walker(town, "a", "first");
                    ActorRef<Walker.Cmd> x = walker(town, "b", "x");
                    ActorRef<Walker.Cmd> y = walker(town, "c", "y");
                    CompletableFuture<String> heard = walk(town, "c", List.of(first, x, y, x), 0);
                    assertTold(town, heard, SOON, "x y x", "y x y");
                },
                SEEDS);
    }

    @Test
    void findsItWhenTheWayThereIsCutMeanwhile() {
        Seeds.forEach(
                simulation -> {
                    Town town = town(simulation, "a", "b");
                    CompletableFuture<String> heard = crosswise(town, "a", "b");
                    simulation.schedule(FaultPlan.of(
                            new Episode(Duration.ofMillis(80), Duration.ofMillis(1_500), new Fault.Cut("a", "b"))));
                    assertTold(town, heard, Duration.ofSeconds(6), "x y x", "y x y");
                },
                SEEDS);
    }

    @Test
    void letsAWayOverAllNodesEndThatIsNoRing() {
        Seeds.forEach(
                simulation -> {
                    Town town = town(simulation, "a", "b", "c");
                    List<ActorRef<Walker.Cmd>> way = IntStream.range(0, 40)
                            .mapToObj(i -> walker(town, List.of("a", "b", "c").get(i % 3), "w" + i))
                            .toList();
                    CompletableFuture<String> heard = walk(town, "b", way, 20_000);
                    town.until("it arrives", heard::isDone);
                    assertThat(heard.join()).isEqualTo(Walker.ARRIVED);
                },
                5);
    }

    @Test
    void tellsAGuestAndItsMemberThatAskEachOther() {
        Seeds.forEach(
                simulation -> {
                    Town town = town(simulation, "a");
                    town.guest("g", "a");
                    town.exported("g", "a").ask(new Desk.Count()); // the member knows it from then on
                    CompletableFuture<String> heard = crosswise(town, "a", "g");
                    assertTold(town, heard, SOON, "x y x", "y x y");
                },
                SEEDS);
    }
}
