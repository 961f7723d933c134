package dev.parley.cli.simulate;

import dev.parley.cli.simulate.blocking.BlockingScenario;
import dev.parley.cli.simulate.chat.ChatScenario;
import dev.parley.cli.simulate.links.LinksScenario;
import dev.parley.cli.simulate.trees.TreesScenario;
import dev.parley.testkit.simulation.Scenario;
import java.util.List;
import java.util.Optional;

/**
 * A scenario that can be run from the command line.
 *
 * @param name as on the command line
 * @param what it does, in a sentence
 * @param java the scenario as an expression, to be pasted into a test
 * @param isOfManyNodes whether the number of its members can be chosen
 */
public record Experiment(String name, String what, String java, Scenario scenario, boolean isOfManyNodes) {
    static final int FEWEST_NODES = 2;
    /** Beyond that one seed of a minute takes many minutes, and its history more memory than a shard has. */
    static final int MOST_NODES = 200;

    /** Every experiment. */
    public static List<Experiment> all() {
        return List.of(
                new Experiment(
                        "chat",
                        "users talk in a room that moves among members",
                        "ChatScenario::play",
                        ChatScenario::play,
                        true),
                new Experiment(
                        "links",
                        "actors of several members tell, ask, watch and spawn each other",
                        "LinksScenario::play",
                        LinksScenario::play,
                        true),
                new Experiment(
                        "supervision",
                        "trees of actors fail in their factories, hooks and handlers",
                        "TreesScenario::play",
                        TreesScenario::play,
                        false),
                new Experiment(
                        "blocking",
                        "handlers wait for requests, locks, queues, semaphores and sleeps",
                        "BlockingScenario::play",
                        BlockingScenario::play,
                        true));
    }

    /** The experiment of that name. */
    public static Optional<Experiment> named(String name) {
        return all().stream()
                .filter(experiment -> experiment.name().equals(name))
                .findFirst();
    }
}
