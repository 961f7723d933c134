package dev.parley.bench.run;

import dev.parley.bench.process.ChildJvm;
import dev.parley.bench.side.Side;
import dev.parley.bench.workload.Measured;
import dev.parley.bench.workload.Metric;
import dev.parley.bench.workload.Plan;
import dev.parley.bench.workload.Trial;
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
    static final int BROKEN = 1;

    private SampleMain() {}

    /** Runs it and ends the process, without waiting for what is left of the side. */
    public static void main(String[] args) throws InterruptedException {
        Thread.ofPlatform().daemon().name("end-with-parent").start(SampleMain::endWithParent);
        Trial trial = Trials.titled(args[0]).orElseThrow();
        Side side = Side.titled(args[1]).orElseThrow();
        Runtime.getRuntime().halt(run(trial, side, Plan.full(Integer.parseInt(args[2]))));
    }

    /** Its exit code, whatever is thrown: threads of the side may live on, and nobody else would end them. */
    static int run(Trial trial, Side side, Plan plan) throws InterruptedException {
        try {
            trial.run(side, plan).forEach((metric, measured) -> System.out.println(line(metric, measured)));
            System.out.flush();
            return 0;
        } catch (WrongCount wrong) {
            System.err.println(
                    "parley: wrong count in " + trial.title() + " on " + side.title() + ": " + wrong.getMessage());
            return WRONG_COUNT;
        } catch (RuntimeException | Error broken) {
            System.err.println("parley: " + trial.title() + " on " + side.title() + ": " + broken);
            return BROKEN;
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
        Runtime.getRuntime().halt(ChildJvm.ORPHANED);
    }
}
