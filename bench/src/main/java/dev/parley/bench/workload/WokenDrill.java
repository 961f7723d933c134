package dev.parley.bench.workload;

import dev.parley.bench.side.Stage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How long a virtual thread of the user, woken by a platform thread, waits for a carrier while 16 pairs play. */
final class WokenDrill implements Drill {
    private static final int PAIRS = 16;
    private static final long PAUSE_MILLIS = 2;
    private static final long STARVED_SECONDS = 5;

    /** Notes how long it took from being woken to running. */
    private static final class Woken implements Runnable {
        private final Semaphore noted = new Semaphore(0);
        private volatile long wokenNanos;
        private volatile long delayNanos;
        private volatile boolean ended;

        @Override
        public void run() {
            while (!ended) {
                long since = wokenNanos;
                if (since == 0) {
                    LockSupport.park(this);
                    continue;
                }
                delayNanos = System.nanoTime() - since;
                wokenNanos = 0;
                noted.release();
            }
        }
    }

    @Override
    public Map<Metric, Measured> run(Stage stage, Plan plan) throws InterruptedException {
        Referee referee = new Referee();
        CountDownLatch end = new CountDownLatch(PAIRS);
        List<Pair> pairs = Pair.spawn(stage, referee, end);
        pairs.forEach(Pair::begin);
        TimeUnit.NANOSECONDS.sleep(plan.warmNanos());
        Waits waits = waits(plan.measureNanos());
        referee.stop();
        referee.await(end);
        pairs.forEach(Pair::check);
        double[] seconds = waits.seconds(0.50, 0.99);
        return Map.of(Metric.WOKEN_P50, Measured.of(seconds[0]), Metric.WOKEN_P99, Measured.of(seconds[1]));
    }

    private static Waits waits(long nanos) throws InterruptedException {
        Woken woken = new Woken();
        Thread thread = Thread.ofVirtual().name("woken").start(woken);
        Waits waits = new Waits();
        long beginNanos = System.nanoTime();
        do {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            woken.wokenNanos = System.nanoTime();
            LockSupport.unpark(thread);
            if (woken.noted.tryAcquire(STARVED_SECONDS, TimeUnit.SECONDS)) {
                waits.add(woken.delayNanos);
            } else {
                waits.starve(TimeUnit.SECONDS.toNanos(STARVED_SECONDS));
            }
        } while (!waits.hasStarved() && System.nanoTime() - beginNanos < nanos);
        woken.ended = true;
        LockSupport.unpark(thread);
        return waits;
    }
}
