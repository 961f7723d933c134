package dev.parley.testkit.simulation;

import java.util.ArrayList;
import java.util.List;

/** A run, step by step, to find where two runs of one trial that should be equal part ways. */
public final class Steps {
    private Steps() {}

    /** Runs a trial and gives one line for each step: when, whose, and what led to it as a fingerprint. */
    public static List<String> of(Scenario scenario, Trial trial) {
        List<String> lines = new ArrayList<>();
        Simulation simulation = Simulation.of(trial);
        simulation.world().trace().write(lines);
        Outcome.of(scenario, simulation);
        return lines;
    }
}
