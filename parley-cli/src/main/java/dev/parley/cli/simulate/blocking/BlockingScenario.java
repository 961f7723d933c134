package dev.parley.cli.simulate.blocking;

import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.Kind;
import dev.parley.cli.simulate.diary.Cluster;
import dev.parley.remote.Node;
import dev.parley.testkit.history.Violation;
import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Members whose handlers block all the time, in each other and in whatever Java has for waiting. */
public final class BlockingScenario {
    private static final String NEIGHBOUR = "neighbour";
    private static final int MOST_IN_A_CIRCLE = 20;
    private static final Duration FOUND_WITHIN = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Cluster cluster;

    private BlockingScenario(Simulation simulation) {
        this.cluster = new Cluster(simulation, 5, 20);
    }

    /** Plays it once. */
    public static void play(Simulation simulation) {
        new BlockingScenario(simulation).play();
    }

    private void play() {
        cluster.start(this::member);
        cluster.live();
        waitInACircle();
        cluster.rest();
    }

    /** Each asks the next member and waits, and the last the first: somebody must be told, long before the limits. */
    private void waitInACircle() {
        List<String> circle = new ArrayList<>(
                cluster.mended().subList(0, Math.min(cluster.mended().size(), MOST_IN_A_CIRCLE)));
        String first = circle.getFirst();
        circle.add(first);
        List<ActorRef<Neighbour.Cmd>> way = circle.stream()
                .map(host -> cluster.exported(first, host, NEIGHBOUR, Neighbour.Cmd.class))
                .toList();
        Duration end = cluster.now().plus(FOUND_WITHIN);
        Neighbour.Ending ending = walk(way);
        while (ending != Neighbour.Ending.CYCLE && cluster.now().compareTo(end) < 0) {
            cluster.run(LOOK);
            ending = walk(way);
        }
        if (ending != Neighbour.Ending.CYCLE) {
            throw new Violation(
                    "cycle-unseen",
                    circle + " wait for each other, and nobody is told within " + FOUND_WITHIN.toSeconds() + " s: "
                            + ending);
        }
    }

    private static Neighbour.Ending walk(List<ActorRef<Neighbour.Cmd>> way) {
        try {
            return way.getFirst().ask(new Neighbour.Round(way.subList(1, way.size())), FOUND_WITHIN);
        } catch (AskException _) {
            return Neighbour.Ending.FAILED;
        }
    }

    private Node member(Function<Kind<?, ?>[], Node> start, RandomGenerator random, List<String> others) {
        Node node = start.apply(new Kind<?, ?>[0]);
        List<String> near =
                cluster.near(node.id().host()).stream().map(Cluster::address).toList();
        new Office(cluster, cluster.diary(node), node, random, near).open();
        node.export(NEIGHBOUR, Neighbour.Cmd.class, node.system().spawn(NEIGHBOUR, Neighbour::new));
        return node;
    }
}
