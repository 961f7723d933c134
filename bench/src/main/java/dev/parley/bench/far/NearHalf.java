package dev.parley.bench.far;

import dev.parley.bench.workload.Measured;
import dev.parley.bench.workload.Metric;
import dev.parley.bench.workload.Plan;
import java.io.IOException;
import java.util.Map;

/** What the process that measures does in a workload. */
interface NearHalf {
    /**
     * Warms up, measures and counts.
     *
     * @throws dev.parley.bench.workload.WrongCount when a count is wrong, here or there
     */
    Map<Metric, Measured> run(FarProcess far, Plan plan) throws IOException, InterruptedException;
}
