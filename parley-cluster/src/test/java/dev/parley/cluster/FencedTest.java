package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorSystem;
import dev.parley.spi.NodeClock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class FencedTest {
    private static final long HOUR_NANOS = 3_600_000_000_000L;

    private static final NodeClock CLOCK = new NodeClock() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Instant wall() {
            return Instant.now();
        }
    };

    private record Noting(List<String> heard) implements Actor<String> {
        @Override
        public void onStart(ActorContext<String> ctx) {
            heard.add("start");
        }

        @Override
        public void onMessage(String message, ActorContext<String> ctx) {
            heard.add(message);
        }

        @Override
        public void onStop(ActorContext<String> ctx) {
            heard.add("stop");
        }
    }

    /** What an actor hears that is spawned behind a fence which is open for so long. */
    private static List<String> heard(long remainingNanos) {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (ActorSystem system = ActorSystem.start("fenced")) {
            Fence fence = new Fence(CLOCK, remainingNanos);
            system.<String>spawn(() -> new Fenced<>(new Noting(heard), fence)).tell("word");
        }
        return heard;
    }

    @Test
    void handsEverythingOnWhileTheFenceIsOpen() {
        assertThat(heard(HOUR_NANOS)).containsExactly("start", "word", "stop");
    }

    @Test
    void endsNothingThatNeverBegan() {
        assertThat(heard(-1)).isEmpty();
    }
}
