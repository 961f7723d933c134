package dev.parley.testkit.simulation;

import dev.parley.testkit.simulation.Outcome.Failed;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All that helps to mend what a seed has found: what was wrong in a sentence, the command that shows it again, what had
 * to go wrong for it, the same as a test to keep, and what happened before, in causal order.
 */
final class FailureReport {
    /** Moments of the time line that are shown. */
    private static final int MOMENTS = 60;

    private final Failed failed;
    private final StringBuilder text = new StringBuilder();

    private FailureReport(Failed failed) {
        this.failed = failed;
    }

    /**
     * The report of a failure that was made as small as it gets.
     *
     * @param java the scenario as an expression
     * @param again the command that runs the seed again
     */
    static String of(Failed failed, Scenario scenario, String java, String again) {
        FailureReport report = new FailureReport(failed);
        report.head(again);
        report.faults();
        report.test(java);
        report.timeline(scenario);
        return report.text.toString();
    }

    private void head(String again) {
        line(failed.sentence().strip());
        line(String.format(
                Locale.ROOT,
                "  seed %d, at %.6f s, step %d, trace %016x",
                failed.trial().seed(),
                failed.simulated().toNanos() / 1e9,
                failed.steps(),
                failed.hash()));
        line("again:");
        line("  " + again);
    }

    private void faults() {
        List<Episode> episodes = failed.plan().episodes();
        line(episodes.isEmpty() ? "no fault is needed for it" : "the faults it takes, of all that the seed drew:");
        episodes.forEach(episode -> line("  " + episode));
    }

    private void test(String java) {
        Trial trial = failed.trial();
        line("as a test:");
        line("    @Test");
        line("    void " + methodName() + "() throws Exception {");
        line("        Trial trial = Trial.of(" + trial.seed() + "L)");
        if (trial.shuffle() != 0) {
            line("                .withShuffle(" + trial.shuffle() + "L)");
        }
        for (Map.Entry<String, Integer> knob : trial.knobs().entrySet()) {
            line("                .withKnob(\"" + knob.getKey() + "\", " + knob.getValue() + ")");
        }
        line("                .withFaults(" + failed.plan().toJava().replace("\n", "\n                ") + ");");
        line("        Seeds.replay(trial, " + java + ");");
        line("    }");
    }

    private String methodName() {
        StringBuilder name = new StringBuilder("seed").append(failed.trial().seed());
        boolean upper = true;
        for (char c : failed.kind().toCharArray()) {
            if (!Character.isLetterOrDigit(c)) {
                upper = true;
            } else {
                name.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return name.toString();
    }

    /** Runs once more, this time telling its story. */
    private void timeline(Scenario scenario) {
        Simulation simulation = Simulation.of(failed.trial());
        simulation.narrate();
        Outcome again = Outcome.of(scenario, simulation);
        if (again.hash() != failed.hash()) {
            line("It went another way when it was run again: something does not come from the environment, such as a"
                    + " clock, a thread, or what an earlier run left in a field.");
        }
        List<Moment> moments = simulation.timeline();
        int from = Math.max(0, moments.size() - MOMENTS);
        line("what happened before" + (from == 0 ? ":" : ", the last " + MOMENTS + " moments:"));
        moments.subList(from, moments.size()).forEach(moment -> line("  " + moment));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
