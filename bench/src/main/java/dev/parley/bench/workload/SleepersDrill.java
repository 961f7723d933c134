package dev.parley.bench.workload;

import dev.parley.bench.side.Handler;
import dev.parley.bench.side.Post;
import dev.parley.bench.side.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Actors that each sleep for 10 ms in their handler, beside a pair that plays; all sleepers are told at once. */
final class SleepersDrill implements Drill {
    private static final long SLEEP_MILLIS = 10;

    private record Night(CountDownLatch sleeping) {}

    private static final class Sleeper implements Handler<Night> {
        @Override
        public void on(Night night) throws InterruptedException {
            Thread.sleep(SLEEP_MILLIS);
            night.sleeping.countDown();
        }
    }

    private record Seen(double doneSeconds, double silenceSeconds) {}

    @Override
    public Map<Metric, Measured> run(Stage stage, Plan plan) throws InterruptedException {
        Referee referee = new Referee();
        CountDownLatch end = new CountDownLatch(1);
        Silence silence = new Silence();
        Pair pair = Pair.spawn(stage, referee, end, silence);
        List<Post<Night>> sleepers = new ArrayList<>();
        for (int i = 0; i < plan.sleepers(); i++) {
            sleepers.add(stage.spawnBlocking(new Sleeper()));
        }
        pair.begin();
        repeat(sleepers.subList(0, Math.max(1, plan.sleepers() / 10)), silence, plan.warmNanos());
        List<Seen> seen = repeat(sleepers, silence, plan.measureNanos());
        referee.stop();
        referee.await(end);
        pair.check();
        return Map.of(
                Metric.SLEEPERS_DONE,
                Measured.of(median(seen.stream().mapToDouble(Seen::doneSeconds).toArray())),
                Metric.SLEEPERS_SILENCE,
                Measured.of(
                        seen.stream().mapToDouble(Seen::silenceSeconds).max().orElseThrow()));
    }

    private static List<Seen> repeat(List<Post<Night>> sleepers, Silence silence, long nanos)
            throws InterruptedException {
        List<Seen> seen = new ArrayList<>();
        long firstNanos = System.nanoTime();
        do {
            CountDownLatch sleeping = new CountDownLatch(sleepers.size());
            Night night = new Night(sleeping);
            silence.begin();
            long beginNanos = System.nanoTime();
            sleepers.forEach(sleeper -> sleeper.tell(night));
            new Referee().await(sleeping);
            seen.add(new Seen((System.nanoTime() - beginNanos) / 1e9, silence.nanos() / 1e9));
        } while (System.nanoTime() - firstNanos < nanos);
        return seen;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
