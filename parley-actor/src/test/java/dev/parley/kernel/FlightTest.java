package dev.parley.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.ActorSystem;
import dev.parley.Request;
import dev.parley.SupervisorStrategy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flight recorder hears of slow turns, restarts and dead letters. */
class FlightTest {
    private static final Duration SLOW = Duration.ofMillis(20);
    private static final Duration QUICK_RESTART = Duration.ofMillis(1);

    @TempDir
    Path folder = Path.of(""); // given by JUnit

    /** What the test does in a recording. */
    private interface Work {
        void in(ActorSystem system) throws InterruptedException;
    }

    private sealed interface Talk {}

    private record Take(Duration time) implements Talk {}

    private record Fail(Duration after) implements Talk {}

    private record Ready() implements Talk, Request<Talk, Boolean> {}

    private static final class Worker implements Actor<Talk> {
        @Override
        public void onMessage(Talk message, ActorContext<Talk> ctx) {
            switch (message) {
                case Take(Duration time) -> take(time);
                case Fail(Duration after) -> {
                    take(after);
                    throw new IllegalArgumentException("planned");
                }
                case Ready ready -> ctx.reply(ready, true);
            }
        }

        @Override
        public void onStop(ActorContext<Talk> ctx) {
            take(SLOW);
        }

        private static void take(Duration time) {
            long endNanos = System.nanoTime() + time.toNanos();
            while (System.nanoTime() - endNanos < 0) {
                LockSupport.parkNanos(100_000);
            }
        }
    }

    private List<RecordedEvent> record(String event, Duration threshold, Work work)
            throws IOException, InterruptedException {
        Path file = folder.resolve("flight.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("dev.parley." + event).withThreshold(threshold);
            recording.start();
            try (ActorSystem system = ActorSystem.start("test")) {
                work.in(system);
            }
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(found -> found.getEventType().getName().equals("dev.parley." + event))
                .toList();
    }

    private static ActorRef<Talk> worker(ActorSystem system) {
        return system.spawn(
                "worker",
                Worker::new,
                SupervisorStrategy.restart().limit(1, Duration.ofMinutes(1)).backoff(QUICK_RESTART, QUICK_RESTART));
    }

    @Test
    void tellsOfSlowTurnsAndHooks() throws Exception {
        List<RecordedEvent> events = record("SlowTurn", SLOW, system -> {
            ActorRef<Talk> worker = worker(system);
            for (int i = 0; i < 1_000; i++) {
                worker.tell(new Take(Duration.ZERO));
            }
            worker.tell(new Take(SLOW));
            worker.tell(new Fail(SLOW));
            worker.ask(new Ready());
        });

        assertThat(events).allSatisfy(event -> {
            assertThat(event.getDuration()).isGreaterThanOrEqualTo(SLOW);
            assertThat(event.getString("actor")).contains("/user/worker#");
        });
        assertThat(events)
                .extracting(event -> event.getString("message"), event -> event.getString("failure"))
                .contains(
                        tuple(Take.class.getName(), null),
                        tuple(Fail.class.getName(), IllegalArgumentException.class.getName()),
                        tuple("onStop", null));
        assertThat(events).hasSizeLessThan(100); // a loaded machine makes others slow too
    }

    @Test
    void tellsNothingOfTurnsBelowTheThreshold() throws Exception {
        List<RecordedEvent> events = record("SlowTurn", Duration.ofMinutes(1), system -> {
            ActorRef<Talk> worker = worker(system);
            worker.tell(new Take(SLOW));
            worker.ask(new Ready());
        });

        assertThat(events).isEmpty();
    }

    @Test
    void tellsOfRestartsWithTheirCause() throws Exception {
        List<RecordedEvent> events = record("Restart", Duration.ZERO, system -> {
            ActorRef<Talk> worker = worker(system);
            worker.tell(new Fail(Duration.ZERO));
            worker.ask(new Ready());
            worker.tell(new Fail(Duration.ZERO)); // stops it
        });

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getString("actor")).contains("/user/worker#");
            assertThat(event.getString("cause")).isEqualTo("IllegalArgumentException: planned");
            assertThat(event.getLong("restarts")).isEqualTo(1);
            assertThat(event.getDuration("pause")).isGreaterThanOrEqualTo(QUICK_RESTART);
        });
    }

    @Test
    void tellsOfDeadLettersButNotOfAFloodOfThem() throws Exception {
        int flood = 20_000;
        List<RecordedEvent> events = record("DeadLetter", Duration.ZERO, system -> {
            ActorRef<Talk> worker = worker(system);
            CountDownLatch ended = new CountDownLatch(1);
            system.watch(worker, _ -> ended.countDown());
            system.stop(worker);
            ended.await();
            for (int i = 0; i < flood; i++) {
                worker.tell(new Take(Duration.ZERO));
            }
        });

        assertThat(events).hasSizeBetween(1, flood / 10).first().satisfies(event -> {
            assertThat(event.getString("target")).contains("/user/worker#");
            assertThat(event.getString("message")).isEqualTo(Take.class.getName());
            assertThat(event.getString("reason")).isEqualTo("NO_SUCH_ACTOR");
        });
        assertThat(events).allMatch(FlightTest::isFromThisTest);
    }

    /** They were refused at once, so the recording shows who sent them. */
    private static boolean isFromThisTest(RecordedEvent event) {
        return event.getStackTrace().getFrames().stream()
                .anyMatch(frame -> frame.getMethod().getType().getName().equals(FlightTest.class.getName()));
    }
}
