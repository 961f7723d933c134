package dev.parley.bench.workload;

import dev.parley.bench.side.Stage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Pairs with one ball each; a round trip is two messages. */
final class PingPongDrill implements Drill {
    private final Metric metric;
    private final int pairs;

    PingPongDrill(Metric metric, int pairs) {
        this.metric = metric;
        this.pairs = pairs;
    }

    @Override
    public Map<Metric, Measured> run(Stage stage, Plan plan) throws InterruptedException {
        Referee referee = new Referee();
        CountDownLatch end = new CountDownLatch(pairs);
        List<Pair> playing = Pair.spawn(stage, referee, end);
        playing.forEach(Pair::begin);
        Measured rate = Rate.perSecond(
                () -> playing.stream().mapToLong(Pair::roundTrips).sum(), plan);
        referee.stop();
        referee.await(end);
        playing.forEach(Pair::check);
        return Map.of(metric, rate);
    }
}
