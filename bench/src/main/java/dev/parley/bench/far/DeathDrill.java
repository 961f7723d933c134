package dev.parley.bench.far;

import dev.parley.bench.side.Side;
import dev.parley.bench.workload.Measured;
import dev.parley.bench.workload.Metric;
import dev.parley.bench.workload.Plan;
import dev.parley.bench.workload.Referee;
import dev.parley.bench.workload.WrongCount;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A pair plays while its far actor is watched; then the far process is killed, or stopped as it stands. The time from
 * the signal until the watcher is told, once.
 */
record DeathDrill(Side side, Metric metric, Signal signal) implements NearHalf {
    private static final long LIMIT_SECONDS = 90;

    /** What happens to the far process. */
    enum Signal {
        /** {@code kill -9}. */
        KILL,
        /** {@code kill -STOP}. */
        STOP
    }

    @Override
    public Map<Metric, Measured> run(FarProcess far, Plan plan) throws IOException, InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        AtomicInteger times = new AtomicInteger();
        Station station = Station.openVigilant(side, true);
        Players players = new Players(station, new Referee());
        List<String> addresses = far.begin(players.serving(new Latencies(0), new CountDownLatch(1)));
        station.watch(addresses.getFirst(), () -> {
            times.incrementAndGet();
            told.countDown();
        });
        players.begin(addresses);
        TimeUnit.NANOSECONDS.sleep(plan.warmNanos());
        WrongCount.unlessEqual("ends before the end", 0, times.get());
        long beganNanos = System.nanoTime();
        switch (signal) {
            case KILL -> far.kill();
            case STOP -> far.halt();
        }
        if (!told.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new WrongCount("the watcher was not told within " + LIMIT_SECONDS + " s");
        }
        double seconds = (System.nanoTime() - beganNanos) / 1e9;
        WrongCount.unlessEqual("ends of one actor", 1, times.get());
        return Map.of(metric, Measured.of(seconds));
    }

    /** The far half. */
    static FarHalf far(Side side) {
        return RoundTripDrill.far(Station.openVigilant(side, false));
    }
}
