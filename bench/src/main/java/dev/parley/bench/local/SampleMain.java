package dev.parley.bench.local;

import dev.parley.bench.side.Side;
import dev.parley.bench.side.Stage;
import dev.parley.bench.workload.Measured;
import dev.parley.bench.workload.Metric;
import dev.parley.bench.workload.Plan;
import dev.parley.bench.workload.Workload;
import dev.parley.bench.workload.WrongCount;
import java.io.IOException;

/**
 * The process that runs one workload on one side: {@code SampleMain WORKLOAD SIDE SECONDS}. Writes its figures to
 * stdout, a line each, as {@link SampleProcess} reads them.
 *
 * <p>Failure: ends at once when stdin ends, so that it never outlives who started it.
 */
public final class SampleMain {
    static final String FIGURE = "figure";
    static final int WRONG_COUNT = 3;
    private static final int ORPHANED = 4;

    private SampleMain() {}

    /** Runs it and ends the process, without waiting for what is left of the side. */
    public static void main(String[] args) throws InterruptedException {
        Thread.ofPlatform().daemon().name("end-with-parent").start(SampleMain::endWithParent);
        Workload workload = Workload.titled(args[0]).orElseThrow();
        Side side = Side.titled(args[1]).orElseThrow();
        try {
            Stage stage = side.open();
            workload.run(stage, Plan.full(Integer.parseInt(args[2])))
                    .forEach((metric, measured) -> System.out.println(line(metric, measured)));
            System.out.flush();
            Runtime.getRuntime().halt(0);
        } catch (WrongCount wrong) {
            System.err.println(
                    "parley: wrong count in " + workload.title() + " on " + side.title() + ": " + wrong.getMessage());
            Runtime.getRuntime().halt(WRONG_COUNT);
        }
    }

    private static String line(Metric metric, Measured measured) {
        return FIGURE + " " + metric + " " + measured.value() + " "
                + measured.cpuNanos().orElse(Double.NaN);
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException closed) {
            // as if it had ended
        }
        Runtime.getRuntime().halt(ORPHANED);
    }
}
