package dev.parley.bench.run;

import dev.parley.bench.side.Side;
import dev.parley.bench.workload.Referee;
import dev.parley.bench.workload.Trial;
import java.util.List;
import java.util.OptionalInt;

/**
 * What is to be run. Within a workload the sides take turns, round by round.
 *
 * @param trials in their order
 * @param rounds of each workload
 * @param seconds of warm-up, and again of measuring, in each process
 * @param withPeer whether the peer runs too
 * @param mostCrossingNanos that a cache line may take from core to core before and after a process that counts
 */
record Agenda(List<Trial> trials, int rounds, int seconds, boolean withPeer, OptionalInt mostCrossingNanos) {
    /** However busy the machine is, a process that takes longer hangs. */
    private static final int PATIENCE = 6;

    List<Side> sides(Trial trial) {
        return trial.sides().stream().filter(side -> withPeer || !side.isPeer()).toList();
    }

    /** Whether the cores are near enough to each other. */
    boolean isNear(double crossingNanos) {
        return mostCrossingNanos.isEmpty() || crossingNanos <= mostCrossingNanos.getAsInt();
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

    /** Long enough for a process to find that something is missing, and to say what. */
    int limitSeconds(Trial trial, Side side) {
        return Referee.LIMIT_SECONDS + PATIENCE * trial.expectedSeconds(side, seconds);
    }
}
