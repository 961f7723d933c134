package dev.parley.bench.local;

import dev.parley.bench.side.Side;
import dev.parley.bench.workload.Workload;
import java.util.List;

/**
 * What is to be run. Within a workload the sides take turns, round by round.
 *
 * @param workloads in their order
 * @param rounds of each workload
 * @param seconds of warm-up, and again of measuring, in each process
 * @param withPeer whether the peer runs too
 */
record Agenda(List<Workload> workloads, int rounds, int seconds, boolean withPeer) {
    /** However busy the machine is, a process that takes longer hangs. */
    private static final int PATIENCE = 6;

    private static final int LEAST_LIMIT_SECONDS = 120;

    List<Side> sides(Workload workload) {
        return workload.sides().stream()
                .filter(side -> withPeer || !side.isPeer())
                .toList();
    }

    int expectedSeconds() {
        int sum = 0;
        for (Workload workload : workloads) {
            for (Side side : sides(workload)) {
                sum += rounds * workload.expectedSeconds(side, seconds);
            }
        }
        return sum;
    }

    int limitSeconds(Workload workload, Side side) {
        return Math.max(LEAST_LIMIT_SECONDS, PATIENCE * workload.expectedSeconds(side, seconds));
    }
}
