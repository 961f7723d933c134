package dev.parley.bench.workload;

import dev.parley.bench.side.Stage;
import java.util.Map;

/** One way to keep a side busy. */
interface Drill {
    /**
     * Warms up, measures and counts.
     *
     * @throws WrongCount when a count is wrong
     */
    Map<Metric, Measured> run(Stage stage, Plan plan) throws InterruptedException;
}
