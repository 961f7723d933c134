package dev.parley.cli.simulate.trees;

import dev.parley.ActorRef;
import dev.parley.ActorSystem;
import dev.parley.Kind;
import dev.parley.SupervisorStrategy;
import dev.parley.cli.simulate.diary.Cluster;
import dev.parley.cli.simulate.diary.Diary;
import dev.parley.remote.Node;
import dev.parley.testkit.history.Event;
import dev.parley.testkit.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Processes with trees of actors that fail everywhere; at last nothing fails any more, and nobody is left over. */
public final class TreesScenario {
    private static final int TREES = 3;
    private static final int[] FAILURE_ODDS = {10, 30, 100};

    private final Cluster cluster;
    private final List<Grove> groves = new ArrayList<>();

    private TreesScenario(Simulation simulation) {
        this.cluster = new Cluster(simulation, 1 + (int) (simulation.seed() % 2), 20);
    }

    /** Plays it once. */
    public static void play(Simulation simulation) {
        new TreesScenario(simulation).play();
    }

    private void play() {
        cluster.start(this::member);
        cluster.live();
        groves.forEach(Grove::calmDown);
        cluster.rest();
    }

    private Node member(Function<Kind<?, ?>[], Node> start, RandomGenerator random, List<String> others) {
        Node node = start.apply(new Kind<?, ?>[0]);
        int odds = FAILURE_ODDS[random.nextInt(FAILURE_ODDS.length)];
        Grove grove = new Grove(cluster.diary(node), random, odds, cluster::complain);
        groves.add(grove);
        for (int i = 0; i < TREES; i++) {
            plant(node.system(), grove);
        }
        return node;
    }

    /** Plants a tree, and another one when it has ended. */
    private void plant(ActorSystem system, Grove grove) {
        if (!grove.isCalm()) {
            SupervisorStrategy strategy = SupervisorStrategy.restart();
            ActorRef<?> root = system.spawn(Branch.factory(grove, "", 0), strategy);
            grove.diary().write(new Event.Supervised(Diary.name(root), "", strategy.directive()));
            system.watch(root, _ -> plant(system, grove));
        }
    }
}
