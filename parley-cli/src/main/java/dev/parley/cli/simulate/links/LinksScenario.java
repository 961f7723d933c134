package dev.parley.cli.simulate.links;

import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.Kind;
import dev.parley.cli.simulate.diary.Cluster;
import dev.parley.cli.simulate.diary.Core;
import dev.parley.remote.Node;
import dev.parley.testkit.history.Violation;
import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Members whose actors do with each other whatever can be done, while everything goes wrong; then all or most of them
 * are mended, work stops, and what is owed must have been paid.
 */
public final class LinksScenario {
    private static final Duration CONVERGENCE = Duration.ofSeconds(30);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(2);
    private static final int STEADY_SECONDS = 3;

    private final Cluster cluster;
    private final int mostPrey;

    private LinksScenario(Simulation simulation) {
        this.mostPrey = simulation.knob("prey", Nest.MOST_PREY);
        this.cluster = new Cluster(simulation, 3 + (int) (simulation.seed() % 3), 20);
        cluster.perhapsQuorum(List.of(), _ -> List.of(Core.Ill.values()));
    }

    /** Plays it once. */
    public static void play(Simulation simulation) {
        new LinksScenario(simulation).play();
    }

    private void play() {
        cluster.start(this::member);
        cluster.live();
        for (String from : cluster.mended()) {
            for (String to : cluster.near(from).stream()
                    .filter(cluster.mended()::contains)
                    .toList()) {
                converses(from, to);
            }
        }
        cluster.steady(STEADY_SECONDS, this::askEveryone);
        cluster.rest();
    }

    /** Work as usual. */
    private void askEveryone() {
        for (String from : cluster.mended()) {
            for (String to : cluster.mended()) {
                cluster.exported(from, to, "talker", Talk.class)
                        .askLater(new Talk.Question(1, Talk.Manner.AT_ONCE), ANSWERED_WITHIN);
            }
        }
    }

    private Node member(Function<Kind<?, ?>[], Node> start, RandomGenerator random, List<String> others) {
        AtomicReference<Surroundings> here = new AtomicReference<>();
        Kind<Offspring.Cmd, Offspring.Args> offspring = Offspring.kind(here::get);
        Node node = start.apply(new Kind<?, ?>[] {offspring});
        here.set(new Surroundings(cluster.diary(node), node, random, others, cluster::isCalm));
        node.system().spawn("nest", () -> new Nest(here.get(), offspring, mostPrey));
        return node;
    }

    /** Once they are mended, those near each other must reach each other within a bound. */
    private void converses(String from, String to) {
        ActorRef<Talk> talker = cluster.exported(from, to, "talker", Talk.class);
        Duration end = cluster.now().plus(CONVERGENCE);
        String last = "";
        while (cluster.now().compareTo(end) < 0) {
            try {
                talker.ask(new Talk.Question(1, Talk.Manner.AT_ONCE), ANSWERED_WITHIN);
                return;
            } catch (AskException e) {
                last = e.failure().sentence();
                cluster.run(Duration.ofMillis(500));
            }
        }
        throw new Violation(
                "no-convergence",
                from + " does not reach " + to + " within " + CONVERGENCE.toSeconds() + " s after both were mended: "
                        + last);
    }
}
