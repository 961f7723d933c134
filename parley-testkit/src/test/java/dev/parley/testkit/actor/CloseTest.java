package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Failure;
import dev.parley.Request;
import dev.parley.Result;
import dev.parley.SystemConfig;
import dev.parley.Terminated;
import dev.parley.spi.SystemAccess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A system ends when its actors have handled what they had. */
class CloseTest extends ActorContract {
    private static final Duration CLOSE_LIMIT = Duration.ofMillis(600);

    record Get() implements Request<Get, String> {}

    @Override
    SystemConfig config() {
        return SystemConfig.defaults().withName("test").withClose(Duration.ofMillis(300), CLOSE_LIMIT);
    }

    @Test
    void handlesWhatWasInTheMailboxes() {
        List<Integer> heard = list();
        ActorRef<Integer> sink = system.spawn("sink", () -> into(heard));
        ActorRef<Integer> relay = system.spawn("relay", () -> (message, ctx) -> sink.tell(message));
        IntStream.range(0, 1_000).forEach(sink::tell);
        relay.tell(1);
        system.close();

        assertThat(heard).hasSizeGreaterThanOrEqualTo(1_000);
    }

    @Test
    void stopsFromTheLeavesAndTellsWatchersBeforeItReturns() {
        List<String> stopped = list();
        ActorRef<String> top = system.spawn("top", () -> new Actor<>() {
            @Override
            public void onStart(ActorContext<String> ctx) {
                ctx.spawn("leaf", () -> new Actor<String>() {
                    @Override
                    public void onMessage(String message, ActorContext<String> own) {}

                    @Override
                    public void onStop(ActorContext<String> own) {
                        stopped.add("leaf");
                    }
                });
            }

            @Override
            public void onMessage(String message, ActorContext<String> ctx) {}

            @Override
            public void onStop(ActorContext<String> ctx) {
                stopped.add("top");
            }
        });
        List<Terminated.Reason> ends = ends(top);
        system.close();

        assertThat(stopped).containsExactly("leaf", "top");
        assertThat(ends).containsExactly(new Terminated.Stopped());
    }

    @Test
    void givesUpOnAHandlerThatNeverReturnsAndSaysWho() {
        leavesStragglers = true;
        Gate gate = new Gate();
        List<String> interrupted = list();
        ActorRef<String> ref = system.spawn("stubborn", () -> (message, ctx) -> {
            try {
                gate.pass();
            } catch (InterruptedException e) {
                interrupted.add(message);
                throw e;
            }
        });
        ref.tell("go");
        eventually(gate::isReached);
        List<String> lines = LogLines.of("dev.parley.actor", system::close);

        assertThat(lines).anyMatch(line -> line.contains("/user/stubborn") && line.contains("still running"));
        eventually(() -> !interrupted.isEmpty());
    }

    /** Interrupts are all that a JVM has against a handler, so this one outlives its system. */
    @Test
    @Timeout(60)
    void returnsThoughAHandlerHeedsNoInterruptAndSaysWho() {
        assumeThat(kind).isInstanceOf(ActorWorld.Kind.Jvm.class); // a simulation calls such a wait a deadlock
        leavesStragglers = true;
        AtomicBoolean heeded = new AtomicBoolean();
        CountDownLatch entered = new CountDownLatch(1);
        ActorRef<String> deaf = system.spawn("deaf", () -> (message, ctx) -> {
            entered.countDown();
            while (!heeded.get()) {
                Thread.interrupted();
                LockSupport.parkNanos(1_000_000);
            }
        });
        ActorRef<String> idle = system.spawn("idle", () -> into(list()));
        List<Terminated.Reason> ends = ends(idle);
        deaf.tell("go");
        eventually(() -> entered.getCount() == 0);
        long startNanos = world.environment().clock().nanoTime();
        List<String> lines = LogLines.of("dev.parley", system::close);
        Duration took = Duration.ofNanos(world.environment().clock().nanoTime() - startNanos);
        heeded.set(true);

        assertThat(took).isBetween(CLOSE_LIMIT, CLOSE_LIMIT.plus(SOON));
        assertThat(lines)
                .filteredOn(line -> line.contains("still running"))
                .singleElement()
                .asString()
                .contains("/user/deaf")
                .doesNotContain("/user/idle");
        assertThat(lines).anyMatch(line -> line.contains("does not end although it was interrupted"));
        assertThat(ends).containsExactly(new Terminated.Stopped());
    }

    @Test
    void refusesToSpawnAfterwards() {
        system.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> system.spawn("late", () -> into(list())))
                .withMessageContaining("is closed");
    }

    /** Neither a message to it nor what close itself tells it; and close does not wait for it. */
    @Test
    void forgetsAnActorThatCameTooLate() throws InterruptedException {
        assumeThat(kind).isInstanceOf(ActorWorld.Kind.Jvm.class); // it takes two threads
        for (int i = 0; i < 400; i++) {
            SystemAccess other = new ActorWorld.Real().start(config());
            CountDownLatch spawning = new CountDownLatch(1);
            Thread spawner = Thread.ofPlatform().start(() -> {
                try {
                    while (true) {
                        other.spawn(() -> into(list()));
                        spawning.countDown();
                    }
                } catch (IllegalStateException closed) {
                    // as it must end
                }
            });
            spawning.await();
            other.close();
            spawner.join();

            assertThat(imbalance(other.snapshot())).as("%s", other.snapshot()).isZero();
        }
    }

    @Test
    void closesTwice() {
        system.spawn("a", () -> into(list()));
        system.close();
        system.close();

        assertThat(system.snapshot().actors()).isEmpty();
    }

    @Test
    @Timeout(30)
    void closesOnceForTwoWhoCloseItAtATime() {
        List<String> happened = list();
        system.<String>spawn("a", () -> (_, ctx) -> {
                    happened.add("begun");
                    ctx.sleep(Duration.ofMillis(50));
                    happened.add("over");
                })
                .tell("go");
        eventually(() -> !happened.isEmpty());
        system.environment().dispatcher().fork(() -> {
            happened.add("closes");
            system.close();
        });
        eventually(() -> happened.contains("closes"));
        system.close();

        assertThat(happened).contains("over");
        assertThat(system.snapshot().actors()).isEmpty();
    }

    @Test
    void refusesToCloseFromATurn() {
        List<Throwable> refused = list();
        system.<String>spawn("a", () -> (message, ctx) -> {
                    try {
                        system.close();
                    } catch (IllegalStateException e) {
                        refused.add(e);
                    }
                })
                .tell("go");

        eventually(() -> !refused.isEmpty());
        assertThat(refused.getFirst()).hasMessageContaining("from a turn");
    }

    @Test
    void answersOpenRequestsAtTheEnd() {
        ActorRef<Get> ref = system.spawn("a", () -> (get, ctx) -> ctx.replyTo(get));
        var answer = ref.askLater(new Get(), Duration.ofMinutes(1))
                .<Result<String>>handle((value, thrown) -> value != null
                        ? new Result.Ok<>(value)
                        : new Result.Err<>(((dev.parley.AskException) thrown).failure()));
        system.close();

        assertThat(get(answer)).isEqualTo(new Result.Err<>(new Failure.TargetDown(new Terminated.Stopped())));
    }
}
