package dev.parley.bench.workload;

import dev.parley.bench.side.Handler;
import dev.parley.bench.side.Post;
import dev.parley.bench.side.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Two actors and one ball, until the referee stops the game.
 *
 * <p>Threading: {@link #roundTrips} any thread.
 */
final class Pair {
    private final Referee referee;
    private final CountDownLatch end;
    private final Player first;
    private final Player second;
    private Post<Ball> opening = _ -> {};

    /** Made anew for each flight. */
    private record Ball(long number) {}

    private final class Player implements Handler<Ball> {
        private final Counter received = new Counter();
        private final @Nullable Silence silence;
        private @Nullable Post<Ball> other;
        private long expected;

        private Player(long expected, @Nullable Silence silence) {
            this.expected = expected;
            this.silence = silence;
        }

        @Override
        public void on(Ball ball) {
            if (ball.number != expected) {
                referee.expect("balls of one player", expected, ball.number);
            }
            expected += 2;
            received.set((ball.number + 1) / 2);
            if (silence != null) {
                silence.broken();
            }
            if (other != null && !referee.isStopped()) {
                other.tell(new Ball(ball.number + 1));
            } else {
                end.countDown();
            }
        }
    }

    private Pair(Referee referee, CountDownLatch end, @Nullable Silence silence) {
        this.referee = referee;
        this.end = end;
        first = new Player(2, silence);
        second = new Player(1, null);
    }

    /** Pairs that play, once begun, until {@code referee} stops them; then each counts {@code end} down. */
    static List<Pair> spawn(Stage stage, Referee referee, CountDownLatch end) {
        List<Pair> pairs = new ArrayList<>();
        for (long i = end.getCount(); i > 0; i--) {
            Pair pair = new Pair(referee, end, null);
            pair.spawn(stage);
            pairs.add(pair);
        }
        return pairs;
    }

    /** One whose silences are noted. */
    static Pair spawn(Stage stage, Referee referee, CountDownLatch end, Silence silence) {
        Pair pair = new Pair(referee, end, silence);
        pair.spawn(stage);
        return pair;
    }

    private void spawn(Stage stage) {
        Post<Ball> one = stage.spawn(first);
        Post<Ball> other = stage.spawn(second);
        first.other = other;
        second.other = one;
        opening = other;
    }

    /** Throws the ball in. All that is to be spawned must be: pairs can keep a pool so busy that it spawns no more. */
    void begin() {
        opening.tell(new Ball(1));
    }

    long roundTrips() {
        return first.received.count();
    }

    /** Once it has ended: every ball that was sent was received. */
    void check() {
        long back = first.received.count();
        long out = second.received.count();
        long last = Math.max(first.expected, second.expected) - 2;
        WrongCount.unlessEqual("balls of a pair", last, back + out);
    }
}
