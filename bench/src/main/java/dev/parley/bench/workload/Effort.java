package dev.parley.bench.workload;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/** A stop watch for time and processor time of this process, and of one that helps it. */
final class Effort {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Where a process gets no more of the processors than this, its warm-up ends all the same. */
    private static final int PATIENCE = 5;

    private final LongSupplier elsewhereNanos;
    private final long beganNanos;
    private final long cpuNanos;

    Effort() {
        this(() -> 0);
    }

    /** With the processor time that another process spends on it. */
    Effort(LongSupplier elsewhereNanos) {
        this.elsewhereNanos = elsewhereNanos;
        this.cpuNanos = cpuNow();
        this.beganNanos = System.nanoTime();
    }

    private long cpuNow() {
        return PROCESS.getProcessCpuTime() + elsewhereNanos.getAsLong();
    }

    /**
     * Whether it lasts so long, on the clock and in processor time of each process: one that hardly runs on a busy
     * machine is not warm by the clock alone.
     */
    boolean isWarm(long nanos, int processes) {
        long passedNanos = System.nanoTime() - beganNanos;
        long spentNanos = cpuNow() - cpuNanos;
        return passedNanos >= nanos && (spentNanos >= processes * nanos || passedNanos >= PATIENCE * nanos);
    }

    /** Operations per second since it began. */
    Measured rate(long operations) {
        double perSecond = operations * 1e9 / (System.nanoTime() - beganNanos);
        long spentNanos = cpuNow() - cpuNanos;
        return new Measured(
                perSecond,
                operations == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) spentNanos / operations));
    }
}
