package dev.parley.bench.workload;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalDouble;

/** A stop watch for time and processor time of this process. */
final class Effort {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final long beganNanos = System.nanoTime();
    private final long cpuNanos = PROCESS.getProcessCpuTime();

    /** Operations per second since it began. */
    Measured rate(long operations) {
        double perSecond = operations * 1e9 / (System.nanoTime() - beganNanos);
        long spentNanos = PROCESS.getProcessCpuTime() - cpuNanos;
        return new Measured(
                perSecond,
                operations == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) spentNanos / operations));
    }
}
