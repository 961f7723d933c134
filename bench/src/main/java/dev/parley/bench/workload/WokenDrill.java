package dev.parley.bench.workload;

import dev.parley.bench.side.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

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
        long[] delaysNanos = delays(plan.measureNanos());
        referee.stop();
        referee.await(end);
        pairs.forEach(Pair::check);
        Arrays.sort(delaysNanos);
        return Map.of(
                Metric.WOKEN_P50, Measured.of(at(delaysNanos, 0.50) / 1e9),
                Metric.WOKEN_P99, Measured.of(at(delaysNanos, 0.99) / 1e9));
    }

    private static long[] delays(long nanos) throws InterruptedException {
        Woken woken = new Woken();
        Thread thread = Thread.ofVirtual().name("woken").start(woken);
        LongStream.Builder delays = LongStream.builder();
        long beginNanos = System.nanoTime();
        boolean runs = true;
        while (runs && System.nanoTime() - beginNanos < nanos) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            woken.wokenNanos = System.nanoTime();
            LockSupport.unpark(thread);
            runs = woken.noted.tryAcquire(STARVED_SECONDS, TimeUnit.SECONDS);
            delays.add(runs ? woken.delayNanos : TimeUnit.SECONDS.toNanos(STARVED_SECONDS));
        }
        woken.ended = true;
        LockSupport.unpark(thread);
        return delays.build().toArray();
    }

    private static double at(long[] sorted, double quantile) {
        return sorted[Math.min(sorted.length - 1, (int) (quantile * sorted.length))];
    }
}
