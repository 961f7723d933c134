package dev.parley.cli.simulate;

import dev.parley.cli.options.Exit;
import dev.parley.cli.simulate.diary.Cluster;
import dev.parley.cli.simulate.planted.Planted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code parley simulate}: runs scenarios with many seeds over all cores, and prints what fails so that it can be
 * fixed. Exit 1 when something was found; with {@code --planted}, when a planted bug was <i>not</i> found.
 */
@Command(
        name = "simulate",
        description = "Runs whole clusters in one thread each, in virtual time, while everything goes wrong that a seed"
                + " can think of; prints the command, the faults and the time line of what fails.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  parley simulate --seeds 2000",
            "  parley simulate --scenario links --seeds 20000 --minutes 1 --json",
            "  parley simulate --scenario links --seed 4711",
            "  parley simulate --scenario chat,links --nodes 100 --seeds 10",
            "  parley simulate --planted no-deduplication",
            "  parley simulate --planted all"
        })
@SuppressWarnings("NullAway.Init") // picocli fills it
public final class SimulateCommand implements Callable<Integer> {
    private static final int MOST_SECONDS = 24 * 60 * 60;
    /** A planted bug must be found within so many. */
    private static final int SEEDS_FOR_PLANTED = 1_000;

    private static final int USUAL_SEEDS = 1_000;

    /** Far enough from the end of the numbers that nothing that is counted from it overflows. */
    private static final long LAST_SEED = 1L << 62;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            split = ",",
            description = "What to simulate, several with commas (default: all). See --list.")
    private @Nullable List<String> scenarios;

    @Option(names = "--seeds", paramLabel = "N", description = "How many seeds of each scenario (default: 1000).")
    private @Nullable Long seeds;

    @Option(names = "--from", paramLabel = "SEED", defaultValue = "1", description = "The first seed (default: 1).")
    private long from;

    @Option(names = "--seed", paramLabel = "SEED", description = "This seed alone.")
    private @Nullable Long seed;

    @Mixin
    private KnobOptions knobs;

    @Option(names = "--minutes", paramLabel = "M", description = "The same in minutes.")
    private @Nullable Double minutes;

    @Option(
            names = "--planted",
            paramLabel = "BUG",
            description = "Plant this bug in our own code, or each of them in turn with 'all', and see that it is"
                    + " found.")
    private @Nullable String planted;

    @Option(names = "--processes", paramLabel = "P", description = "At most so many at once (default: one a core).")
    private @Nullable Integer processes;

    @Option(names = "--json", description = "Print one JSON object at the end instead of text.")
    private boolean json;

    @Option(names = "--list", description = "List the scenarios and the bugs that can be planted.")
    private boolean list;

    @Override
    public Integer call() throws InterruptedException {
        if (list) {
            new Listing(spec.commandLine().getOut()).print();
            return Exit.DONE;
        }
        Screen screen =
                new Screen(spec.commandLine().getOut(), spec.commandLine().getErr(), json);
        try {
            return planted == null ? run(screen) : plant(planted, screen);
        } catch (IOException failed) {
            spec.commandLine().getErr().println("parley: " + failed.getMessage());
            return Exit.FELL_SHORT;
        }
    }

    private int plant(String name, Screen screen) throws IOException, InterruptedException {
        List<Planted> bugs = bugs(name);
        bugs.forEach(bug -> requireNodes(Experiment.named(bug.scenario()).orElseThrow()));
        return new Planting(screen, processes(), order(SEEDS_FOR_PLANTED)).run(bugs);
    }

    private int run(Screen screen) throws IOException, InterruptedException {
        List<Experiment> chosen = experiments();
        chosen.forEach(this::requireNodes);
        return run(chosen, order(USUAL_SEEDS), screen);
    }

    private Order order(int usualSeeds) {
        return new Order("", seeds(usualSeeds), knobs(), null, seed != null);
    }

    private int run(List<Experiment> chosen, Order order, Screen screen) throws IOException, InterruptedException {
        int atOnce = processes();
        boolean clean = true;
        for (Experiment experiment : chosen) {
            Tally tally = new Tally();
            try (Screen.ProgressLine _ = screen.follow(experiment.name(), tally)) {
                new Campaign(order.of(experiment.name()), atOnce, null, tally).run();
            }
            screen.show(experiment.name(), tally);
            screen.requireReader();
            clean &= tally.found().isEmpty();
        }
        screen.end();
        return clean ? Exit.DONE : Exit.FELL_SHORT;
    }

    private List<Experiment> experiments() {
        if (scenarios == null) {
            return Experiment.all();
        }
        List<Experiment> chosen = new ArrayList<>();
        for (String name : scenarios) {
            chosen.add(Experiment.named(name)
                    .orElseThrow(() -> mistake("there is no scenario '" + name + "': there are "
                            + Experiment.all().stream().map(Experiment::name).collect(Collectors.joining(", ")))));
        }
        return chosen;
    }

    private List<Planted> bugs(String name) {
        if (name.equals("all")) {
            return Planted.all();
        }
        return List.of(Planted.named(name)
                .orElseThrow(() -> mistake("there is no bug '" + name + "' to plant: see parley simulate --list")));
    }

    private Seeds seeds(int usual) {
        if (seed != null) {
            if (seeds != null) {
                throw mistake("--seed is one seed: leave --seeds out");
            }
            requireLast(seed);
            return Seeds.range(seed, 1);
        }
        long count = seeds == null ? usual : seeds;
        if (count < 1 || from < 1) {
            throw mistake("--seeds and --from are 1 or more: here " + count + " and " + from);
        }
        requireLast(Math.max(from, count));
        requireLast(from + (count - 1)); // of two such numbers it does not overflow
        return Seeds.range(from, count);
    }

    private void requireLast(long last) {
        if (last > LAST_SEED) {
            throw mistake("the last seed is " + LAST_SEED + " at most");
        }
    }

    private SortedMap<String, Integer> knobs() {
        Integer inSeconds = knobs.seconds;
        if (minutes != null && inSeconds != null) {
            throw mistake("give --minutes or --seconds, not both");
        }
        SortedMap<String, Integer> given = knobs.given();
        if (minutes != null) {
            given.put(Cluster.SECONDS, (int) requireSeconds(minutes * 60));
        } else if (inSeconds != null) {
            requireSeconds(inSeconds);
        }
        return given;
    }

    private double requireSeconds(double seconds) {
        if (!(seconds >= 1 && seconds <= MOST_SECONDS)) { // so that NaN is refused, too
            throw mistake("each seed runs for 1 s to 24 h of virtual time, not for " + seconds + " s");
        }
        return seconds;
    }

    private void requireNodes(Experiment experiment) {
        Integer nodes = knobs.nodes;
        if (nodes == null) {
            return;
        }
        if (!experiment.isOfManyNodes()) {
            throw mistake(
                    "--nodes does not fit scenario " + experiment.name() + ", whose members have nothing to do with"
                            + " each other: choose --scenario "
                            + Experiment.all().stream()
                                    .filter(Experiment::isOfManyNodes)
                                    .map(Experiment::name)
                                    .collect(Collectors.joining(",")));
        }
        if (nodes < Experiment.FEWEST_NODES || nodes > Experiment.MOST_NODES) {
            throw mistake(
                    "--nodes is " + nodes + ": choose " + Experiment.FEWEST_NODES + " to " + Experiment.MOST_NODES);
        }
    }

    private int processes() {
        if (processes != null && processes < 1) {
            throw mistake("--processes is " + processes + ": choose 1 or more");
        }
        return processes == null ? Runtime.getRuntime().availableProcessors() : processes;
    }

    private ParameterException mistake(String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
