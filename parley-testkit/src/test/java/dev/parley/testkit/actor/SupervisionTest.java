package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Request;
import dev.parley.Result;
import dev.parley.SupervisorStrategy;
import dev.parley.SystemEvent;
import dev.parley.Terminated;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What happens after a failure is what the parent said at spawn. */
class SupervisionTest extends ActorContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Throws what it is told; counts everything else. */
    private record Thrower(AtomicInteger handled) implements Actor<Supplier<Throwable>> {
        @Override
        public void onMessage(Supplier<Throwable> message, ActorContext<Supplier<Throwable>> ctx) throws Exception {
            switch (message.get()) {
                case Exception e -> throw e;
                case Error e -> throw e;
                case null, default -> handled.incrementAndGet();
            }
        }
    }

    private final AtomicInteger handled = new AtomicInteger();

    private ActorRef<Supplier<Throwable>> thrower(SupervisorStrategy strategy) {
        return system.spawn(() -> new Thrower(handled), strategy);
    }

    private static Throwable boom() {
        return new IllegalStateException("boom");
    }

    private long restarts() {
        return events.stream().filter(SystemEvent.Restarted.class::isInstance).count();
    }

    @Test
    void restartsUpToTheLimitAndThenStops() {
        var ref = thrower(SupervisorStrategy.restart().limit(3, MINUTE).backoff(Duration.ZERO, Duration.ZERO));
        List<Terminated.Reason> ends = ends(ref);
        for (int i = 0; i < 4; i++) {
            ref.tell(SupervisionTest::boom);
        }

        eventually(() -> !ends.isEmpty());
        assertThat(ends).containsExactly(new Terminated.Crashed("IllegalStateException: boom"));
        assertThat(restarts()).isEqualTo(3);
    }

    @Test
    void decidesByTheTypeOfTheFailure() {
        var ref = thrower(SupervisorStrategy.stop()
                .backoff(Duration.ZERO, Duration.ZERO)
                .on(FileNotFoundException.class, SupervisorStrategy.Directive.RESUME)
                .on(IOException.class, SupervisorStrategy.Directive.RESTART));
        List<Terminated.Reason> ends = ends(ref);
        ref.tell(() -> new FileNotFoundException("none"));
        ref.tell(() -> new EOFException("early"));
        eventually(() -> restarts() == 1);
        assertThat(ends).isEmpty();
        ref.tell(SupervisionTest::boom);

        eventually(() -> !ends.isEmpty());
        assertThat(restarts()).isEqualTo(1);
    }

    @Test
    void forgetsRestartsThatAreOlderThanTheWindow() {
        Duration window = Duration.ofMillis(50);
        var ref = thrower(SupervisorStrategy.restart().limit(1, window).backoff(Duration.ZERO, Duration.ZERO));
        List<Terminated.Reason> ends = ends(ref);
        for (int i = 1; i <= 3; i++) {
            int times = i;
            ref.tell(SupervisionTest::boom);
            eventually(() -> restarts() == times);
            world.pass(window.plusMillis(20));
        }
        assertThat(ends).isEmpty();
        ref.tell(SupervisionTest::boom);
        ref.tell(SupervisionTest::boom);

        eventually(() -> !ends.isEmpty());
    }

    @Test
    void pausesLongerBeforeEachRestart() {
        Duration min = Duration.ofMillis(20);
        var ref = thrower(SupervisorStrategy.restart().limit(3, MINUTE).backoff(min, Duration.ofMillis(40)));
        long startNanos = world.environment().clock().nanoTime();
        for (int i = 0; i < 3; i++) {
            ref.tell(SupervisionTest::boom);
        }
        eventually(() -> restarts() == 3);

        Duration took = Duration.ofNanos(world.environment().clock().nanoTime() - startNanos);
        assertThat(took).isGreaterThanOrEqualTo(Duration.ofMillis(20 + 40 + 40));
    }

    @Test
    void resumesWithTheSameInstance() {
        var ref = thrower(SupervisorStrategy.resume());
        ref.tell(SupervisionTest::boom);
        ref.tell(() -> null);

        eventually(() -> handled.get() == 1);
        assertThat(restarts()).isZero();
        assertThat(drops()).containsExactly(DropReason.HANDLER_FAILED);
    }

    @Test
    void stopsAtTheFirstFailure() {
        var ref = thrower(SupervisorStrategy.stop());
        List<Terminated.Reason> ends = ends(ref);
        ref.tell(SupervisionTest::boom);
        ref.tell(() -> null);

        eventually(() -> !ends.isEmpty());
        assertThat(ends).containsExactly(new Terminated.Crashed("IllegalStateException: boom"));
        assertThat(handled).hasValue(0);
    }

    @Test
    void escalatesLevelByLevel() {
        AtomicInteger topStarts = new AtomicInteger();
        List<ActorRef<String>> leaves = list();
        ActorRef<String> top = system.spawn("top", () -> new Actor<String>() {
            @Override
            public void onStart(ActorContext<String> ctx) {
                topStarts.incrementAndGet();
                ctx.spawn("mid", () -> level(leaves), SupervisorStrategy.escalate());
            }

            @Override
            public void onMessage(String message, ActorContext<String> ctx) {}
        });
        List<Terminated.Reason> topEnds = ends(top);
        eventually(() -> leaves.size() == 1);
        List<Terminated.Reason> leafEnds = ends(leaves.getFirst());
        leaves.getFirst().tell("boom");

        eventually(() -> topStarts.get() == 2 && leaves.size() == 2);
        assertThat(leafEnds).containsExactly(new Terminated.Crashed("IllegalStateException: boom"));
        assertThat(topEnds).isEmpty();
    }

    private static Actor<String> level(List<ActorRef<String>> leaves) {
        return new Actor<>() {
            @Override
            public void onStart(ActorContext<String> ctx) {
                leaves.add(ctx.spawn(
                        "leaf",
                        () -> (message, own) -> {
                            throw new IllegalStateException(message);
                        },
                        SupervisorStrategy.escalate()));
            }

            @Override
            public void onMessage(String message, ActorContext<String> ctx) {}
        };
    }

    @Test
    void whatEscalatesAtTheTopEndsThere() {
        var ref = thrower(SupervisorStrategy.escalate());
        List<Terminated.Reason> ends = ends(ref);
        ref.tell(SupervisionTest::boom);

        eventually(() -> !ends.isEmpty());
        assertThat(ends.getFirst()).isInstanceOf(Terminated.Crashed.class);
    }

    @Test
    void aFactoryThatAlwaysFailsEndsAsCrashed() {
        AtomicInteger tries = new AtomicInteger();
        ActorRef<String> ref = system.spawn("a", () -> {
            tries.incrementAndGet();
            throw new IllegalArgumentException("no such file");
        });
        List<Terminated.Reason> ends = ends(ref);
        ref.tell("waits");

        eventually(() -> !ends.isEmpty());
        assertThat(ends).containsExactly(new Terminated.Crashed("IllegalArgumentException: no such file"));
        assertThat(tries).hasValue(4);
        assertThat(drops()).containsExactly(DropReason.STOPPING);
    }

    @Test
    void aFactoryThatGivesNothingIsAFailureThatSaysSo() {
        ActorRef<String> ref = system.spawn("a", ChildlessFactory::nothing, SupervisorStrategy.stop());
        List<Terminated.Reason> ends = ends(ref);

        eventually(() -> !ends.isEmpty());
        assertThat(ends.getFirst().sentence()).contains("gave null");
    }

    private static final class ChildlessFactory {
        @SuppressWarnings("NullAway") // what a factory without null checks can do
        static Actor<String> nothing() {
            return null;
        }
    }

    @Test
    void resumeStopsAnActorThatCouldNotStart() {
        ActorRef<String> ref = system.spawn(
                "a",
                () -> {
                    throw new IllegalArgumentException("no");
                },
                SupervisorStrategy.resume());

        List<Terminated.Reason> ends = ends(ref);
        eventually(() -> !ends.isEmpty());
        assertThat(ends).containsExactly(new Terminated.Crashed("IllegalArgumentException: no"));
    }

    /** Fails in the hooks it is told to. */
    private record Hooks(boolean failsStart, boolean failsStop, List<String> heard) implements Actor<String> {
        @Override
        public void onStart(ActorContext<String> ctx) {
            if (failsStart) {
                throw new IllegalStateException("start");
            }
        }

        @Override
        public void onMessage(String message, ActorContext<String> ctx) {
            heard.add(message);
        }

        @Override
        public void onStop(ActorContext<String> ctx) {
            heard.add("stop");
            if (failsStop) {
                throw new IllegalStateException("stop");
            }
        }
    }

    @Test
    void aFailingOnStartIsAFailure() {
        List<String> heard = list();
        AtomicInteger starts = new AtomicInteger();
        ActorRef<String> ref = system.spawn("a", () -> new Hooks(starts.incrementAndGet() == 1, false, heard));
        ref.tell("x");

        eventually(() -> heard.size() == 2);
        assertThat(heard).containsExactly("stop", "x");
        assertThat(restarts()).isEqualTo(1);
    }

    @Test
    void aFailingOnStopIsReportedOnly() {
        List<String> heard = list();
        ActorRef<String> ref = system.spawn("a", () -> new Hooks(false, true, heard));
        List<Terminated.Reason> ends = ends(ref);
        system.stop(ref);

        eventually(() -> !ends.isEmpty());
        assertThat(ends).containsExactly(new Terminated.Stopped());
        assertThat(events).filteredOn(SystemEvent.Failed.class::isInstance).hasSize(1);
    }

    @Test
    void aFailingWrapFunctionIsAFailure() {
        List<Object> heard = list();
        ActorRef<String> other = system.spawn("other", () -> into(list()));
        AtomicInteger starts = new AtomicInteger();
        system.spawn("a", () -> new Actor<Object>() {
            @Override
            public void onStart(ActorContext<Object> ctx) {
                if (starts.incrementAndGet() == 1) {
                    ctx.watch(other, _ -> {
                        throw new IllegalStateException("wrap");
                    });
                }
            }

            @Override
            public void onMessage(Object message, ActorContext<Object> ctx) {
                heard.add(message);
            }
        });
        eventually(() -> starts.get() == 1);
        system.stop(other);

        eventually(() -> starts.get() == 2);
        assertThat(heard).isEmpty();
        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo(DropReason.HANDLER_FAILED);
            assertThat(letter.message()).isInstanceOf(Terminated.class);
        });
    }

    record Get() implements Request<Get, String> {}

    @FunctionalInterface
    private interface Opening {
        void by(ActorContext<Object> ctx) throws Exception;
    }

    /** Each way to get news, with a function that fails the first time. */
    @Test
    void aFailingFunctionOfARequestOrAPipeOrAnAdapterIsAFailureToo() {
        ActorRef<Get> other = system.spawn("other", () -> (get, ctx) -> ctx.reply(get, "got"));
        List<ActorRef<Get>> doors = list();
        for (Opening opening : List.<Opening>of(
                ctx -> ctx.ask(other, new Get(), SupervisionTest::wrap),
                ctx -> doors.add(ctx.adapter(Get.class, SupervisionTest::wrap)),
                ctx -> ctx.pipe(() -> "slow", SupervisionTest::wrap))) {
            AtomicInteger starts = new AtomicInteger();
            List<Object> heard = list();
            system.spawn(() -> new Actor<Object>() {
                @Override
                public void onStart(ActorContext<Object> ctx) throws Exception {
                    if (starts.incrementAndGet() == 1) {
                        opening.by(ctx);
                    }
                }

                @Override
                public void onMessage(Object message, ActorContext<Object> ctx) {
                    heard.add(message);
                }
            });
            eventually(() -> starts.get() == 2 || !doors.isEmpty());
            doors.forEach(door -> assertThat(get(RestartTest.result(door.askLater(new Get(), MINUTE))))
                    .isEqualTo(new Result.Err<>(new Failure.Crashed("IllegalStateException", "wrap"))));
            doors.clear();

            eventually(() -> starts.get() == 2);
            assertThat(heard).isEmpty();
        }
        assertThat(drops()).hasSize(3).containsOnly(DropReason.HANDLER_FAILED);
    }

    private static Object wrap(Object what) {
        throw new IllegalStateException("wrap");
    }

    @Test
    void survivesStackOverflowAndFailedAllocation() {
        ActorRef<String> ref = system.spawn("a", () -> (message, ctx) -> {
            switch (message) {
                case "deep" -> deep(1);
                case "huge" -> handled.addAndGet(new long[Integer.MAX_VALUE].length);
                default -> handled.incrementAndGet();
            }
        });
        ref.tell("deep");
        ref.tell("huge");
        ref.tell("fine");

        eventually(() -> handled.get() == 1);
        assertThat(restarts()).isEqualTo(2);
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int deep(int level) {
        return deep(level + 1) + 1;
    }

    @Test
    void stopsAtALinkageErrorWhateverTheStrategy() {
        for (SupervisorStrategy strategy : List.of(SupervisorStrategy.restart(), SupervisorStrategy.resume())) {
            var ref = thrower(strategy);
            List<Terminated.Reason> ends = ends(ref);
            ref.tell(() -> new NoClassDefFoundError("dev/Gone"));

            eventually(() -> !ends.isEmpty());
            assertThat(ends).containsExactly(new Terminated.Crashed("NoClassDefFoundError: dev/Gone"));
        }
    }

    @Test
    void anExceptionWhoseMessageFailsIsAFailureLikeAnyOther() {
        var ref = thrower(SupervisorStrategy.stop());
        List<Terminated.Reason> ends = ends(ref);
        ref.tell(Unreadable::new);

        eventually(() -> !ends.isEmpty());
        assertThat(ends.getFirst().sentence()).contains("Unreadable", "cannot be read");
    }

    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException();
        }
    }

    @Test
    void aChildThatIsStoppedDuringItsOwnRestartEndsOnce() {
        Duration hour = Duration.ofHours(1);
        List<Object> heard = list();
        ActorRef<Object> parent = system.spawn("p", () -> (message, ctx) -> {
            switch (message) {
                case String text
                when text.equals("spawn") -> {
                    ActorRef<String> child = ctx.spawn(
                            "c",
                            () -> (_, _) -> {
                                throw new IllegalStateException();
                            },
                            SupervisorStrategy.restart().backoff(hour, hour));
                    ctx.watch(child, end -> end);
                    child.tell("boom");
                }
                case String text
                when text.equals("stop") -> ctx.stop(ctx.child("c").orElseThrow());
                default -> heard.add(message);
            }
        });
        parent.tell("spawn");
        eventually(() -> !drops().isEmpty());
        parent.tell("stop");

        eventually(() -> !heard.isEmpty());
        world.pass(A_WHILE);
        assertThat(heard)
                .singleElement()
                .isInstanceOfSatisfying(
                        Terminated.class, end -> assertThat(end.reason()).isEqualTo(new Terminated.Stopped()));
    }

    @Test
    void listenersAndWatchersThatThrowHarmNobody() {
        system.events(_ -> {
            throw new IllegalStateException("listener");
        });
        var ref = thrower(SupervisorStrategy.restart());
        List<Terminated.Reason> ends = list();
        system.watch(ref, _ -> {
            throw new IllegalStateException("watcher");
        });
        system.watch(ref, end -> ends.add(end.reason()));
        ref.tell(SupervisionTest::boom);
        ref.tell(() -> null);
        eventually(() -> handled.get() == 1);
        system.stop(ref);

        eventually(() -> !ends.isEmpty());
    }
}
