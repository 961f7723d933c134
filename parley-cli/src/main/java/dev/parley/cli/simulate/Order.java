package dev.parley.cli.simulate;

import dev.parley.cli.simulate.diary.Cluster;
import dev.parley.testkit.simulation.Trial;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be simulated.
 *
 * @param experiment its name
 * @param seeds which
 * @param seconds of virtual time for each; 0 leaves it to the experiment
 * @param planted the bug that was planted; null for none
 * @param untilFailure whether the first failure ends it
 */
record Order(
        String experiment,
        Seeds seeds,
        int seconds,
        @Nullable String planted,
        boolean untilFailure) {

    /** The same of another experiment. */
    Order of(String other) {
        return new Order(other, seeds, seconds, planted, untilFailure);
    }

    Order withSeeds(Seeds other) {
        return new Order(experiment, other, seconds, planted, untilFailure);
    }

    /** How one seed is run. */
    Trial trial(long seed) {
        Trial trial = Trial.of(seed);
        return seconds == 0 ? trial : trial.withKnob(Cluster.SECONDS, seconds);
    }

    /** The command that runs one seed again. */
    String again(long seed) {
        List<String> words = new ArrayList<>(List.of("./parley", "simulate", "--scenario", experiment));
        words.addAll(List.of("--seed", Long.toString(seed)));
        if (seconds != 0) {
            words.addAll(List.of("--seconds", Integer.toString(seconds)));
        }
        if (planted != null) {
            words.addAll(List.of("--planted", planted));
        }
        return String.join(" ", words);
    }
}
