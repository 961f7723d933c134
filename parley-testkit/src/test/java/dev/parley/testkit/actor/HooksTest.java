package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.ReplyTo;
import dev.parley.Request;
import dev.parley.Result;
import dev.parley.SupervisorStrategy;
import dev.parley.SystemEvent;
import dev.parley.Terminated;
import dev.parley.spi.MessageRef;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What an actor may do where it starts and where it stops, and what comes of what it may not. */
class HooksTest extends ActorContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @FunctionalInterface
    private interface Hook {
        void in(ActorContext<Object> ctx) throws Exception;
    }

    @FunctionalInterface
    private interface Work extends Hook {}

    record Get() implements Request<Object, String> {}

    private final List<Object> heard = list();

    /** Handles work by doing it, and writes everything else down. */
    private Actor<Object> actor(Hook onStart, Hook onStop) {
        return new Actor<>() {
            @Override
            public void onStart(ActorContext<Object> ctx) throws Exception {
                onStart.in(ctx);
            }

            @Override
            public void onMessage(Object message, ActorContext<Object> ctx) throws Exception {
                switch (message) {
                    case Work work -> work.in(ctx);
                    case Get get -> ctx.reply(get, "got");
                    default -> heard.add(message);
                }
            }

            @Override
            public void onStop(ActorContext<Object> ctx) throws Exception {
                onStop.in(ctx);
            }
        };
    }

    private ActorRef<Object> spawn(Hook onStart, Hook onStop) {
        return system.spawn(() -> actor(onStart, onStop), RestartTest.atOnce());
    }

    private static void nothing(ActorContext<Object> ctx) {}

    private static void run(ActorRef<Object> ref, Work work) {
        ref.tell(work);
    }

    private static void fail(ActorRef<Object> ref) {
        run(ref, _ -> {
            throw new IllegalStateException("planned");
        });
    }

    private void ended(ActorRef<?> ref, Terminated.Reason reason) {
        List<Terminated.Reason> ends = ends(ref);
        eventually(() -> !ends.isEmpty());
        assertThat(ends).containsExactly(reason);
    }

    private long count(Class<? extends SystemEvent> type) {
        return events.stream().filter(type::isInstance).count();
    }

    @Test
    void asksAndWaitsInBoth() {
        ActorRef<Object> other = spawn(HooksTest::nothing, HooksTest::nothing);
        ActorRef<Object> ref = spawn(
                ctx -> heard.add("start " + other.ask(new Get(), MINUTE)),
                ctx -> heard.add("stop " + other.ask(new Get(), MINUTE)));
        system.stop(ref);
        ended(ref, new Terminated.Stopped());

        assertThat(heard).containsExactly("start got", "stop got");
    }

    @Test
    void isToldWhenItAsksItselfInEither() {
        ActorRef<Object> ref =
                spawn(ctx -> heard.add(failureOfAskTo(ctx.self())), ctx -> heard.add(failureOfAskTo(ctx.self())));
        system.stop(ref);
        ended(ref, new Terminated.Stopped());

        assertThat(heard).hasSize(2).allMatch(Failure.Cycle.class::isInstance);
    }

    private static Failure failureOfAskTo(ActorRef<Object> ref) {
        try {
            throw new IllegalStateException(ref.ask(new Get(), MINUTE));
        } catch (AskException e) {
            return e.failure();
        }
    }

    @Test
    void mayStopInOnStart() {
        ActorRef<Object> ref = spawn(ActorContext::stop, _ -> heard.add("stopped"));
        ref.tell("never handled");
        ended(ref, new Terminated.Stopped());

        assertThat(heard).containsExactly("stopped");
        assertThat(drops()).hasSize(1).isSubsetOf(DropReason.STOPPING, DropReason.NO_SUCH_ACTOR);
    }

    @Test
    void becomesInOnStartWhatHandlesItsMessages() {
        ActorRef<Object> ref =
                spawn(ctx -> ctx.become((message, _) -> heard.add("became " + message)), HooksTest::nothing);
        ref.tell("x");

        eventually(() -> !heard.isEmpty());
        assertThat(heard).containsExactly("became x");
    }

    @Test
    void hasNoMessageToStashInOnStart() {
        ActorRef<Object> ref =
                system.spawn(() -> actor(ActorContext::stash, HooksTest::nothing), SupervisorStrategy.stop());
        List<Terminated.Reason> ends = ends(ref);

        eventually(() -> !ends.isEmpty());
        assertThat(ends.getFirst().sentence()).contains("no message to stash");
    }

    @Test
    void itsTimersAreThoseOfTheInstanceThatLives() {
        Duration period = Duration.ofMillis(20);
        ActorRef<Object> ref = spawn(ctx -> ctx.every(period, "tick"), HooksTest::nothing);
        for (int i = 0; i < 5; i++) {
            fail(ref);
        }
        eventually(() -> count(SystemEvent.Restarted.class) == 5);
        heard.clear();
        long startNanos = world.environment().clock().nanoTime();
        world.pass(period.multipliedBy(10));
        long ticks = heard.size();
        long passed = (world.environment().clock().nanoTime() - startNanos) / period.toNanos();

        assertThat(ticks).isBetween(1L, passed + 1);
    }

    @Test
    void aFailureInOnStopIsReportedAndTheRestartGoesOn() {
        ActorRef<Object> ref = spawn(HooksTest::nothing, _ -> {
            throw new LinkageError("planned");
        });
        fail(ref);
        ref.tell("x");

        eventually(() -> heard.contains("x"));
        assertThat(count(SystemEvent.Restarted.class)).isEqualTo(1);
        assertThat(count(SystemEvent.Failed.class)).isEqualTo(2);
    }

    @Test
    void answersInOnStopWhatItHadPutOff() {
        List<ReplyTo<String>> later = list();
        ActorRef<Object> ref = system.spawn(() -> new Actor<Object>() {
            @Override
            public void onMessage(Object message, ActorContext<Object> ctx) {
                later.add(ctx.replyTo((Get) message));
            }

            @Override
            public void onStop(ActorContext<Object> ctx) {
                later.forEach(asker -> asker.reply("at last"));
            }
        });
        CompletionStage<String> answer = ref.askLater(new Get(), MINUTE);
        eventually(() -> !later.isEmpty());
        system.stop(ref);

        assertThat(get(answer)).isEqualTo("at last");
    }

    @Test
    void whatItAsksForInOnStopIsTakenBack() {
        ActorRef<Object> other = spawn(HooksTest::nothing, HooksTest::nothing);
        ActorRef<Object> ref = spawn(HooksTest::nothing, ctx -> {
            ctx.after(Duration.ofMillis(1), "tick");
            ctx.every(Duration.ofMillis(1), "ticks");
            ctx.receiveTimeout(Duration.ofMillis(1), "idle");
            ctx.watch(other, end -> end);
            ctx.ask(other, new Get(), MINUTE, result -> result);
            ctx.pipe(() -> "piped", result -> result);
            ctx.self().tell("last words");
        });
        fail(ref);
        eventually(() -> heard.contains("last words"));
        system.stop(ref);
        ended(ref, new Terminated.Stopped());
        world.pass(A_WHILE);

        assertThat(heard).containsExactly("last words");
        assertThat(letters())
                .filteredOn(letter -> letter.reason() == DropReason.STOPPING)
                .extracting("message")
                .containsExactly("last words");
        assertThat(drops()).doesNotContain(DropReason.NO_SUCH_ACTOR);
    }

    @Test
    void mayWatchItselfAndHearsNothing() {
        ActorRef<Object> ref = spawn(ctx -> ctx.watch(ctx.self(), end -> end), HooksTest::nothing);
        fail(ref);
        ref.tell("x");
        eventually(() -> heard.contains("x"));
        system.stop(ref);
        ended(ref, new Terminated.Stopped());

        assertThat(heard).containsExactly("x");
    }

    @Test
    void aStopInOnStopOfARestartIsAStop() {
        ActorRef<Object> ref = spawn(HooksTest::nothing, ActorContext::stop);
        fail(ref);

        ended(ref, new Terminated.Stopped());
        assertThat(count(SystemEvent.Restarted.class)).isZero();
    }

    @Test
    void anOnStartThatIsRefusedAnAnswerIsAFailureLikeAnyOther() {
        ActorRef<Object> dead = spawn(ActorContext::stop, HooksTest::nothing);
        ended(dead, new Terminated.Stopped());
        ActorRef<Object> ref = system.spawn(
                () -> actor(ctx -> dead.ask(new Get(), MINUTE), HooksTest::nothing), SupervisorStrategy.stop());
        List<Terminated.Reason> ends = ends(ref);
        CompletionStage<Result<String>> answer = RestartTest.result(ref.askLater(new Get(), MINUTE));

        eventually(() -> !ends.isEmpty());
        assertThat(ends.getFirst().sentence()).contains("AskException", "the target is gone");
        assertThat(get(answer))
                .isInstanceOfSatisfying(
                        Result.Err.class, err -> assertThat(err.failure()).isInstanceOf(Failure.TargetDown.class));
    }

    private static void onceStarted(ActorRef<Object> ref, Runnable task) {
        ((MessageRef<?>) ref).onceStarted(task);
    }

    @Test
    void whoAsksAfterItsStartHearsOfItOnceThoughItIsInATurnThatDoesNotEnd() {
        Gate gate = new Gate();
        ActorRef<Object> ref = spawn(ctx -> run(ctx.self(), _ -> gate.pass()), HooksTest::nothing);
        eventually(gate::isReached);
        List<String> starts = list();
        onceStarted(ref, () -> starts.add("started"));

        assertThat(starts).containsExactly("started");
        gate.open();
        assertThat(ref.ask(new Get(), MINUTE)).isEqualTo("got");
        assertThat(starts).hasSize(1);
    }

    @Test
    void whoAsksBeforeHearsOfTheFirstStartThatSucceedsAndBeforeAnyMessage() {
        List<Integer> instances = list();
        ActorRef<Object> ref = spawn(
                _ -> {
                    instances.add(instances.size());
                    if (instances.size() < 3) {
                        throw new IllegalStateException("planned");
                    }
                },
                HooksTest::nothing);
        onceStarted(ref, () -> heard.add("started with " + instances.size()));
        ref.tell("first");
        fail(ref);

        assertThat(ref.ask(new Get(), MINUTE)).isEqualTo("got");
        assertThat(heard).containsExactly("started with 3", "first");
    }

    @Test
    void nobodyHearsOfTheStartOfOneThatEndsBefore() {
        ActorRef<Object> ref = system.spawn(
                () -> {
                    throw new IllegalStateException("planned");
                },
                SupervisorStrategy.stop());
        onceStarted(ref, () -> heard.add("started"));
        List<Terminated.Reason> ends = ends(ref);
        eventually(() -> !ends.isEmpty());
        onceStarted(ref, () -> heard.add("started"));

        assertThat(heard).isEmpty();
    }
}
