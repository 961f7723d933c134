package dev.parley.bench.workload;

import dev.parley.bench.side.Offspring;
import dev.parley.bench.side.Stage;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;

/** One parent with very many children; each handles one message and stops, and is counted when it has. */
final class FlatDrill implements Drill {
    private static final class Census implements Offspring {
        private final LongAdder handled = new LongAdder();
        private final CountDownLatch left;

        private Census(int children) {
            left = new CountDownLatch(children);
        }

        @Override
        public void handled() {
            handled.increment();
        }

        @Override
        public void stopped() {
            left.countDown();
        }
    }

    @Override
    public Map<Metric, Measured> run(Stage stage, Plan plan) throws InterruptedException {
        return Map.of(Metric.FLAT, Rounds.perSecond(children -> family(stage, children), plan));
    }

    private static void family(Stage stage, int children) throws InterruptedException {
        Census census = new Census(children);
        stage.family(children, census);
        new Referee().await(census.left);
        WrongCount.unlessEqual("messages of children", children, census.handled.sum());
    }
}
