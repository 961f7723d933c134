package dev.parley.bench.workload;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How fast a counter grows once it is warm. */
final class Rate {
    private static final int STEPS = 10;

    private Rate() {}

    static Measured perSecond(LongSupplier counter, Plan plan) throws InterruptedException {
        Effort warming = new Effort();
        while (!warming.isWarm(plan.warmNanos())) {
            TimeUnit.NANOSECONDS.sleep(plan.warmNanos() / STEPS);
        }
        long first = counter.getAsLong();
        Effort effort = new Effort();
        TimeUnit.NANOSECONDS.sleep(plan.measureNanos());
        return effort.rate(counter.getAsLong() - first);
    }
}
