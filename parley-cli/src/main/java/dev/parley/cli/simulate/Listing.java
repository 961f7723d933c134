package dev.parley.cli.simulate;

import dev.parley.cli.simulate.planted.Planted;
import java.io.PrintWriter;

/** What can be simulated and planted, as text. */
final class Listing {
    private final PrintWriter out;

    Listing(PrintWriter out) {
        this.out = out;
    }

    void print() {
        out.println("scenarios:");
        Experiment.all().forEach(experiment -> row(experiment.name(), experiment.what()));
        out.println("bugs to plant:");
        Planted.all().forEach(bug -> row(bug.name(), bug.what() + " (found by " + bug.scenario() + ")"));
    }

    private void row(String name, String what) {
        out.println(String.format("  %-28s %s", name, what));
    }
}
