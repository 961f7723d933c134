package dev.parley.bench.workload;

import java.util.OptionalDouble;

/**
 * One figure of one process.
 *
 * @param value in the unit of its metric
 * @param cpuNanos of processor time for each operation, on all threads, garbage collection included: on a busy machine
 *     it says more than a rate; empty where there are no operations
 */
public record Measured(double value, OptionalDouble cpuNanos) {
    /** Of something that is no operation. */
    public static Measured of(double value) {
        return new Measured(value, OptionalDouble.empty());
    }
}
