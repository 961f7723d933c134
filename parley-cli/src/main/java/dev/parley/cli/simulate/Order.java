package dev.parley.cli.simulate;

import dev.parley.testkit.simulation.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to be simulated. Each knob is an option of its name, both for people and between processes.
 *
 * @param experiment its name
 * @param seeds which
 * @param knobs numbers of the experiment that are not as usual, sorted by name
 * @param planted the bug that was planted; null for none
 * @param untilFailure whether the first failure ends it
 */
record Order(
        String experiment,
        Seeds seeds,
        SortedMap<String, Integer> knobs,
        @Nullable String planted,
        boolean untilFailure) {
    /** Takes a copy of the knobs. */
    Order {
        knobs = Collections.unmodifiableSortedMap(new TreeMap<>(knobs));
    }

    /** The same of another experiment. */
    Order of(String other) {
        return new Order(other, seeds, knobs, planted, untilFailure);
    }

    Order withSeeds(Seeds other) {
        return new Order(experiment, other, knobs, planted, untilFailure);
    }

    /** The same with a bug planted, until it is found. */
    Order withPlanted(String bug) {
        return new Order(experiment, seeds, knobs, bug, true);
    }

    /** How one seed is run. */
    Trial trial(long seed) {
        return new Trial(seed, 0, null, knobs);
    }

    /** The command that runs one seed again. */
    String again(long seed) {
        List<String> words = new ArrayList<>(List.of("./parley", "simulate", "--scenario", experiment));
        words.addAll(List.of("--seed", Long.toString(seed)));
        knobs.forEach((knob, value) -> words.addAll(List.of("--" + knob, value.toString())));
        if (planted != null) {
            words.addAll(List.of("--planted", planted));
        }
        return String.join(" ", words);
    }
}
