package dev.parley.bench.workload;

import dev.parley.bench.side.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Virtual threads of the user that ask one actor and wait, each with one request in flight. */
final class AskDrill implements Drill {
    private final Metric metric;
    private final int inFlight;

    AskDrill(Metric metric, int inFlight) {
        this.metric = metric;
        this.inFlight = inFlight;
    }

    private record Asker(Stage.Echo echo, Referee referee, CountDownLatch end, Counter answered) implements Runnable {
        @Override
        public void run() {
            try {
                for (long number = 1; !referee.isStopped(); number++) {
                    referee.expect("answers", number, echo.ask(number));
                    answered.set(number);
                }
            } catch (RuntimeException | Error failed) {
                referee.expect("requests that failed (" + failed + ")", 0, 1);
            } finally {
                end.countDown();
            }
        }
    }

    @Override
    public Map<Metric, Measured> run(Stage stage, Plan plan) throws InterruptedException {
        Referee referee = new Referee();
        CountDownLatch end = new CountDownLatch(inFlight);
        Stage.Echo echo = stage.echo();
        List<Counter> answered = new ArrayList<>();
        for (int i = 0; i < inFlight; i++) {
            Counter counter = new Counter();
            answered.add(counter);
            Thread.ofVirtual().name("asker-" + i).start(new Asker(echo, referee, end, counter));
        }
        Measured rate =
                Rate.perSecond(() -> answered.stream().mapToLong(Counter::count).sum(), plan);
        referee.stop();
        referee.await(end);
        return Map.of(metric, rate);
    }
}
