package dev.parley.testkit.simulation;

import dev.parley.spi.NodeClock;
import java.time.Instant;
import java.util.SplittableRandom;

/** Virtual time as one process sees it: its own origin, as after a boot, and a wall clock that is a little wrong. */
final class SimulatedClock implements NodeClock {
    private static final Instant EPOCH = Instant.parse("2030-01-01T00:00:00Z");
    private static final long ORIGIN_NANOS = 1_000_000_000_000_000L;
    private static final long WALL_ERROR_MILLIS = 5_000;

    private final Agenda agenda;
    private final long originNanos;
    private final Instant wallAtStart;

    SimulatedClock(Agenda agenda, Seed seed) {
        SplittableRandom random = seed.of("clock").stream();
        this.agenda = agenda;
        this.originNanos = random.nextLong(1, ORIGIN_NANOS) * (random.nextBoolean() ? 1 : -1);
        this.wallAtStart = EPOCH.plusMillis(random.nextLong(-WALL_ERROR_MILLIS, WALL_ERROR_MILLIS));
    }

    @Override
    public long nanoTime() {
        return originNanos + agenda.nowNanos();
    }

    @Override
    public Instant wall() {
        return wallAtStart.plusNanos(agenda.nowNanos());
    }
}
