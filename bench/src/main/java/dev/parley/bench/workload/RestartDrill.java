package dev.parley.bench.workload;

import dev.parley.bench.side.Lives;
import dev.parley.bench.side.Stage;
import java.io.Serial;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** An actor that tells itself at each start what it fails at, with a usual exception. */
final class RestartDrill implements Drill {
    private static final class Planned extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;
    }

    private static final class Book implements Lives {
        private final Referee referee = new Referee();
        private final CountDownLatch end = new CountDownLatch(1);
        private final Counter born = new Counter();
        private final Counter failed = new Counter();

        @Override
        public void born() {
            born.set(born.count() + 1);
        }

        @Override
        public void live() {
            referee.expect("starts", failed.count() + 1, born.count());
            if (referee.isStopped()) {
                end.countDown();
                return;
            }
            failed.set(failed.count() + 1);
            throw new Planned();
        }
    }

    @Override
    public Map<Metric, Measured> run(Stage stage, Plan plan) throws InterruptedException {
        Book book = new Book();
        stage.restarts(book);
        Measured rate = Rate.perSecond(book.born::count, plan);
        book.referee.stop();
        book.referee.await(book.end);
        return Map.of(Metric.RESTARTS, rate);
    }
}
