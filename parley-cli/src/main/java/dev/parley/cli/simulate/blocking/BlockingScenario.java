package dev.parley.cli.simulate.blocking;

import dev.parley.Kind;
import dev.parley.cli.simulate.diary.Cluster;
import dev.parley.remote.Node;
import dev.parley.testkit.simulation.Simulation;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Members whose handlers block all the time, in each other and in whatever Java has for waiting. */
public final class BlockingScenario {
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
        cluster.rest();
    }

    private Node member(Function<Kind<?, ?>[], Node> start, RandomGenerator random, List<String> others) {
        Node node = start.apply(new Kind<?, ?>[0]);
        List<String> near =
                cluster.near(node.id().host()).stream().map(Cluster::address).toList();
        new Office(cluster.diary(node), node, random, near, cluster::isCalm).open();
        return node;
    }
}
