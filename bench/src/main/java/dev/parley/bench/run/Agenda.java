package dev.parley.bench.run;

import dev.parley.bench.side.Side;
import dev.parley.bench.workload.Trial;
import java.util.List;

/**
 * What is to be run. Within a workload the sides take turns, round by round.
 *
 * @param trials in their order
 * @param rounds of each workload
 * @param seconds of warm-up, and again of measuring, in each process
 * @param withPeer whether the peer runs too
 */
record Agenda(List<Trial> trials, int rounds, int seconds, boolean withPeer) {
    /** However busy the machine is, a process that takes longer hangs. */
    private static final int PATIENCE = 6;

    private static final int LEAST_LIMIT_SECONDS = 120;

    List<Side> sides(Trial trial) {
        return trial.sides().stream().filter(side -> withPeer || !side.isPeer()).toList();
    }

    int expectedSeconds() {
        int sum = 0;
        for (Trial trial : trials) {
            for (Side side : sides(trial)) {
                sum += rounds * trial.expectedSeconds(side, seconds);
            }
        }
        return sum;
    }

    int limitSeconds(Trial trial, Side side) {
        return Math.max(LEAST_LIMIT_SECONDS, PATIENCE * trial.expectedSeconds(side, seconds));
    }
}
