package dev.parley.bench.workload;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How fast a counter grows once it is warm. */
public final class Rate {
    private static final int STEPS = 10;

    /** What else takes part in a measurement. */
    public interface Party {
        /** Processor time that another process spent on it until now. */
        default long cpuNanos() {
            return 0;
        }

        /** How many processes take part: each is to be warm. */
        default int processes() {
            return 1;
        }

        /** From now on it counts, or no longer. */
        default void measuring(boolean now) {}
    }

    private Rate() {}

    static Measured perSecond(LongSupplier counter, Plan plan) throws InterruptedException {
        return perSecond(counter, plan, new Party() {});
    }

    /** Of what this process and the party do together. */
    public static Measured perSecond(LongSupplier counter, Plan plan, Party party) throws InterruptedException {
        Effort warming = new Effort(party::cpuNanos);
        while (!warming.isWarm(plan.warmNanos(), party.processes())) {
            TimeUnit.NANOSECONDS.sleep(plan.warmNanos() / STEPS);
        }
        party.measuring(true);
        long first = counter.getAsLong();
        Effort effort = new Effort(party::cpuNanos);
        TimeUnit.NANOSECONDS.sleep(plan.measureNanos());
        Measured rate = effort.rate(counter.getAsLong() - first);
        party.measuring(false);
        return rate;
    }
}
