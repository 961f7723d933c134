package dev.parley.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What the machine was like in the moments before and after each process of a workload, and whether that process
 * counts.
 *
 * <p>Threading: one thread.
 */
final class Moments {
    private static final int MOST_TRIES = 9;
    private static final int MOST_WAITS = 60;
    private static final long WAIT_MILLIS = 1_000;

    private final Agenda agenda;
    private final List<Double> wakeNanos = new ArrayList<>();
    private final List<Double> crossingNanos = new ArrayList<>();
    private double wakeBefore;
    private double crossingBefore;
    private int tries;

    Moments(Agenda agenda) {
        this.agenda = agenda;
    }

    /** A process is to start: waits a minute at most until the cores are near each other. */
    void before() throws InterruptedException {
        crossingBefore = Crossing.nanos();
        for (int waits = 0; !agenda.isNear(crossingBefore) && waits < MOST_WAITS; waits++) {
            Thread.sleep(WAIT_MILLIS);
            crossingBefore = Crossing.nanos();
        }
        wakeBefore = WakeUp.nanos();
    }

    /** It has ended; whether it counts. */
    boolean countsAfter() throws InterruptedException {
        double crossingAfter = Crossing.nanos();
        if (++tries < MOST_TRIES && !(agenda.isNear(crossingBefore) && agenda.isNear(crossingAfter))) {
            return false;
        }
        tries = 0;
        wakeNanos.add(wakeBefore);
        crossingNanos.addAll(List.of(crossingBefore, crossingAfter));
        return true;
    }

    /** All of them together. */
    Surroundings surroundings(OptionalDouble othersShare) {
        return new Surroundings(othersShare, Spread.of(wakeNanos), Spread.of(crossingNanos));
    }
}
