package dev.parley.cli.simulate;

import dev.parley.cli.simulate.diary.Cluster;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The knobs of scenarios as options. What they are allowed to be is said by {@link Experiment}. */
final class KnobOptions {
    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Virtual seconds of faults in each seed (default: what the scenario finds enough).")
    @Nullable
    Integer seconds;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            description = "Members of each cluster, " + Experiment.FEWEST_NODES + " to " + Experiment.MOST_NODES
                    + " (default: what the scenario finds enough); not for supervision.")
    @Nullable
    Integer nodes;

    /** Those that were given. */
    SortedMap<String, Integer> given() {
        SortedMap<String, Integer> given = new TreeMap<>();
        put(given, Cluster.SECONDS, seconds);
        put(given, Cluster.NODES, nodes);
        return given;
    }

    private static void put(SortedMap<String, Integer> given, String knob, @Nullable Integer value) {
        if (value != null) {
            given.put(knob, value);
        }
    }
}
