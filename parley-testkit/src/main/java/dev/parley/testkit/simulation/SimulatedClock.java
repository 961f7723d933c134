package dev.parley.testkit.simulation;

import dev.parley.spi.NodeClock;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Virtual time as one process sees it: its own origin, as after a boot, a rate that may be off, and the wall clock of
 * its host, which is a little wrong, by as much for each process there, and keeps what it gained while others ran.
 */
final class SimulatedClock implements NodeClock {
    private static final Instant EPOCH = Instant.parse("2030-01-01T00:00:00Z");
    private static final long ORIGIN_NANOS = 1_000_000_000_000_000L;
    private static final long WALL_ERROR_MILLIS = 1_500;
    private static final long MILLION = 1_000_000;

    private final Agenda agenda;
    private final Host host;
    private final long originNanos;
    private final long gainBeforeNanos;
    private final Instant wallAtStart;
    private long rateSinceNanos;
    private long shownThenNanos;
    private int partsPerMillion;

    SimulatedClock(Agenda agenda, Host host, Seed ofHost, Seed ofProcess) {
        SplittableRandom random = ofProcess.of("clock").stream();
        SplittableRandom wall = ofHost.of("wall").stream();
        this.agenda = agenda;
        this.host = host;
        this.originNanos = random.nextLong(1, ORIGIN_NANOS) * (random.nextBoolean() ? 1 : -1);
        this.gainBeforeNanos = host.wallGainNanos();
        this.wallAtStart = EPOCH.plusMillis(wall.nextLong(-WALL_ERROR_MILLIS, WALL_ERROR_MILLIS))
                .plusNanos(gainBeforeNanos);
        this.rateSinceNanos = agenda.nowNanos();
        this.shownThenNanos = rateSinceNanos;
        this.partsPerMillion = host.driftPartsPerMillion();
    }

    @Override
    public long nanoTime() {
        return originNanos + shownNanos();
    }

    @Override
    public Instant wall() {
        return wallAtStart.plusNanos(shownNanos()).plusNanos(host.wallErrorNanos());
    }

    /** Runs at another rate from now on. */
    void drift(int millionths) {
        shownThenNanos = shownNanos();
        rateSinceNanos = agenda.nowNanos();
        partsPerMillion = millionths;
    }

    /** By how much the wall clock is ahead of time by now, because of drift alone. */
    long gainNanos() {
        return gainBeforeNanos + shownNanos() - agenda.nowNanos();
    }

    /** How long it takes, at the present rate, until this clock has gone on by so much. */
    long realNanos(long shownNanos) {
        if (partsPerMillion == 0) {
            return shownNanos;
        }
        long rate = MILLION + partsPerMillion;
        return shownNanos / rate * MILLION + Math.ceilDiv(shownNanos % rate * MILLION, rate);
    }

    private long shownNanos() {
        long passed = agenda.nowNanos() - rateSinceNanos;
        return shownThenNanos
                + passed
                + passed / MILLION * partsPerMillion
                + passed % MILLION * partsPerMillion / MILLION;
    }
}
