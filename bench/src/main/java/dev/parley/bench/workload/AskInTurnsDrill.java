package dev.parley.bench.workload;

import dev.parley.bench.side.Questions;
import dev.parley.bench.side.Stage;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** An actor that asks another one, one request at a time, in the idiom of its side. */
final class AskInTurnsDrill implements Drill {
    private static final class Numbered implements Questions {
        private final Referee referee = new Referee();
        private final CountDownLatch end = new CountDownLatch(1);
        private final Counter answered = new Counter();
        private long asked;

        @Override
        public boolean goOn() {
            return !referee.isStopped();
        }

        @Override
        public long next() {
            return ++asked;
        }

        @Override
        public void answered(long answer) {
            referee.expect("answers", asked, answer);
            answered.set(asked);
        }

        @Override
        public void ended() {
            referee.expect("answers at the end", asked, answered.count());
            end.countDown();
        }
    }

    @Override
    public Map<Metric, Measured> run(Stage stage, Plan plan) throws InterruptedException {
        Numbered questions = new Numbered();
        stage.askInTurns(questions);
        Measured rate = Rate.perSecond(questions.answered::count, plan);
        questions.referee.stop();
        questions.referee.await(questions.end);
        return Map.of(Metric.ASK_1_HANDLER, rate);
    }
}
