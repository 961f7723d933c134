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
import dev.parley.testkit.TestProbe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A restart replaces the instance and nothing that others hold. */
class RestartTest extends ActorContract {
    static final Duration NO_PAUSE = Duration.ZERO;

    /** Restarts at once, often enough for any test. */
    static SupervisorStrategy atOnce() {
        return SupervisorStrategy.restart().limit(1_000, Duration.ofMinutes(1)).backoff(NO_PAUSE, NO_PAUSE);
    }

    sealed interface Cmd {}

    record Boom() implements Cmd {}

    record Note(Object what) implements Cmd {}

    record Later() implements Cmd, Request<Cmd, String> {}

    record Fail() implements Cmd, Request<Cmd, String> {}

    /** What it does with {@code Note} a test says; each instance has a number. */
    @FunctionalInterface
    interface OnNote {
        void note(Object what, int instance, ActorContext<Cmd> ctx) throws Exception;
    }

    private final AtomicInteger instances = new AtomicInteger();
    private final List<Object> heard = list();
    private final List<ReplyTo<String>> deferred = list();

    private ActorRef<Cmd> spawn(SupervisorStrategy strategy, OnNote onNote) {
        return system.spawn("a", () -> instance(instances.incrementAndGet(), onNote), strategy);
    }

    private Actor<Cmd> instance(int number, OnNote onNote) {
        return (message, ctx) -> {
            switch (message) {
                case Boom _, Fail _ -> throw new IllegalStateException("boom");
                case Note(Object what) -> onNote.note(what, number, ctx);
                case Later later -> deferred.add(ctx.replyTo(later));
            }
        };
    }

    private void restarted(int times) {
        eventually(() ->
                events.stream().filter(SystemEvent.Restarted.class::isInstance).count() == times);
    }

    @Test
    void keepsAddressAndMailboxAndWatchesOfOthers() {
        Gate gate = new Gate();
        ActorRef<Cmd> ref = spawn(atOnce(), (what, instance, ctx) -> {
            if (what == gate) {
                gate.pass();
            } else {
                heard.add(what + " by " + instance);
            }
        });
        List<Terminated.Reason> ends = ends(ref);
        ref.tell(new Note(gate));
        eventually(gate::isReached);
        ref.tell(new Boom());
        ref.tell(new Note("x"));
        ref.tell(new Note("y"));
        gate.open();
        eventually(() -> heard.size() == 2);

        assertThat(heard).containsExactly("x by 2", "y by 2");
        assertThat(ends).isEmpty();
        assertThat(drops()).containsExactly(DropReason.HANDLER_FAILED);
        assertThat(letters().getFirst().message()).isEqualTo(new Boom());
        system.stop(ref);
        eventually(() -> !ends.isEmpty());
        assertThat(ends).containsExactly(new Terminated.Stopped());
    }

    @Test
    void tellsTheAskerOfTheFailedRequestAtOnce() {
        ActorRef<Cmd> ref = spawn(SupervisorStrategy.restart(), (_, _, _) -> {});
        CompletionStage<Result<String>> answer = result(ref.askLater(new Fail(), Duration.ofMinutes(1)));

        assertThat(get(answer)).isEqualTo(new Result.Err<>(new Failure.Crashed("IllegalStateException", "boom")));
    }

    static <R> CompletionStage<Result<R>> result(CompletionStage<R> stage) {
        return stage.handle((value, thrown) ->
                thrown instanceof AskException failed ? new Result.Err<>(failed.failure()) : new Result.Ok<>(value));
    }

    @Test
    void endsDeferredRequestsAsCrashed() {
        ActorRef<Cmd> ref = spawn(atOnce(), (_, _, _) -> {});
        CompletionStage<Result<String>> answer = result(ref.askLater(new Later(), Duration.ofMinutes(1)));
        eventually(() -> !deferred.isEmpty());
        ref.tell(new Boom());

        assertThat(get(answer)).isEqualTo(new Result.Err<>(new Failure.Crashed("IllegalStateException", "boom")));
        deferred.getFirst().reply("too late");
        assertThat(system.snapshot().refused()).containsEntry(DropReason.ALREADY_ANSWERED, 1L);
    }

    @Test
    void endsDeferredRequestsInTheOrderInWhichTheyCame() {
        ActorRef<Cmd> ref = spawn(atOnce(), (_, _, _) -> {});
        List<Integer> ended = list();
        for (int i = 0; i < 50; i++) {
            int number = i;
            ref.askLater(new Later(), Duration.ofMinutes(1)).whenComplete((_, _) -> ended.add(number));
        }
        eventually(() -> deferred.size() == 50);
        ref.tell(new Boom());
        eventually(() -> ended.size() == 50);

        assertThat(ended).isSorted();
    }

    @Test
    void undoesBecome() {
        ActorRef<Cmd> ref = spawn(atOnce(), (what, instance, ctx) -> {
            heard.add(what + " by " + instance);
            ctx.become((message, own) -> {
                if (message instanceof Boom) {
                    throw new IllegalStateException();
                }
                heard.add("became");
            });
        });
        ref.tell(new Note("x"));
        ref.tell(new Note("y"));
        ref.tell(new Boom());
        ref.tell(new Note("z"));

        eventually(() -> heard.size() == 3);
        assertThat(heard).containsExactly("x by 1", "became", "z by 2");
    }

    @Test
    void returnsTheStashInOrderAndInFront() {
        Gate gate = new Gate();
        ActorRef<Cmd> ref = spawn(atOnce(), (what, instance, ctx) -> {
            if (what == gate) {
                gate.pass();
            } else if (instance == 1) {
                ctx.stash();
            } else {
                heard.add(what);
            }
        });
        ref.tell(new Note("a"));
        ref.tell(new Note("b"));
        ref.tell(new Note(gate));
        eventually(gate::isReached);
        ref.tell(new Boom());
        ref.tell(new Note("c"));
        gate.open();

        eventually(() -> heard.size() == 3);
        assertThat(heard).containsExactly("a", "b", "c");
    }

    @Test
    void dropsAMessageThatFailedAfterItWasStashed() {
        ActorRef<Cmd> ref = spawn(atOnce(), (what, instance, ctx) -> {
            heard.add(what + " by " + instance);
            ctx.stash();
            throw new IllegalStateException();
        });
        ref.tell(new Note("poison"));
        restarted(1);
        world.pass(A_WHILE);

        assertThat(heard).containsExactly("poison by 1");
        assertThat(drops()).containsExactly(DropReason.HANDLER_FAILED);
    }

    @Test
    void cancelsTimersOfTheOldInstance() {
        ActorRef<Cmd> ref = spawn(atOnce(), (what, instance, ctx) -> {
            if (what.equals("arm")) {
                ctx.after(Duration.ofMillis(5), new Note("after"));
                ctx.every(Duration.ofMillis(1), new Note("every"));
                ctx.receiveTimeout(Duration.ofMillis(5), new Note("idle"));
                throw new IllegalStateException();
            }
            heard.add(what);
        });
        ref.tell(new Note("arm"));
        restarted(1);
        world.pass(A_WHILE);

        assertThat(heard).isEmpty();
    }

    @Test
    void cancelsWhatOnStopOfTheOldInstanceArmed() {
        AtomicInteger made = new AtomicInteger();
        ActorRef<Cmd> ref = system.spawn(
                "a",
                () -> new Actor<Cmd>() {
                    final int number = made.incrementAndGet();

                    @Override
                    public void onMessage(Cmd message, ActorContext<Cmd> ctx) {
                        if (message instanceof Boom) {
                            throw new IllegalStateException();
                        }
                        heard.add(message);
                    }

                    @Override
                    public void onStop(ActorContext<Cmd> ctx) {
                        ctx.after(Duration.ofMillis(1), new Note("from onStop " + number));
                    }
                },
                atOnce());
        ref.tell(new Boom());
        restarted(1);
        world.pass(A_WHILE);

        assertThat(heard).isEmpty();
    }

    @Test
    void takesBackOwnWatches() {
        ActorRef<String> other = system.spawn("other", () -> into(list()));
        ActorRef<Cmd> ref = spawn(atOnce(), (what, instance, ctx) -> {
            if (what.equals("watch")) {
                ctx.watch(other, Note::new);
            } else {
                heard.add(what);
            }
        });
        ref.tell(new Note("watch"));
        ref.tell(new Boom());
        restarted(1);
        List<Terminated.Reason> ends = ends(other);
        system.stop(other);
        eventually(() -> !ends.isEmpty());
        world.pass(A_WHILE);

        assertThat(heard).isEmpty();
    }

    @Test
    void dropsResultsThatTheOldInstanceAskedFor() {
        TestProbe<Cmd> target = probe();
        Gate gate = new Gate();
        ActorRef<Cmd> ref = spawn(atOnce(), (what, instance, ctx) -> {
            if (what.equals("go")) {
                ctx.ask(target.ref(), new Later(), Note::new);
                ctx.pipe(
                        () -> {
                            gate.pass();
                            return "piped";
                        },
                        Note::new);
            } else {
                heard.add(what);
            }
        });
        ref.tell(new Note("go"));
        Later asked = target.expect(Later.class, SOON);
        ref.tell(new Boom());
        restarted(1);
        target.reply(asked, "late");
        gate.open();
        eventually(() -> drops().stream().filter(DropReason.RESTARTED::equals).count() == 2);

        assertThat(heard).isEmpty();
        assertThat(letters()).extracting("message").contains("late", "piped");
    }

    sealed interface Other {}

    record Hello(String text) implements Other {}

    @Test
    void keepsAdapters() {
        List<ActorRef<Other>> adapters = list();
        ActorRef<Cmd> ref = spawn(atOnce(), (what, instance, ctx) -> {
            if (what.equals("adapter")) {
                adapters.add(ctx.adapter(Other.class, Note::new));
            } else {
                heard.add(what + " by " + instance);
            }
        });
        ref.tell(new Note("adapter"));
        ref.tell(new Boom());
        restarted(1);
        adapters.getFirst().tell(new Hello("there"));

        eventually(() -> !heard.isEmpty());
        assertThat(heard).containsExactly("Hello[text=there] by 2");
    }

    @Test
    void stopsChildrenBeforeTheNewInstanceStarts() {
        List<String> order = list();
        ActorRef<Cmd> ref = system.spawn(
                "p",
                () -> new Actor<Cmd>() {
                    @Override
                    public void onStart(ActorContext<Cmd> ctx) {
                        order.add("start");
                        ctx.spawn("c", () -> new Actor<String>() {
                            @Override
                            public void onMessage(String message, ActorContext<String> own) {}

                            @Override
                            public void onStop(ActorContext<String> own) {
                                order.add("child stops");
                            }
                        });
                    }

                    @Override
                    public void onMessage(Cmd message, ActorContext<Cmd> ctx) {
                        throw new IllegalStateException();
                    }

                    @Override
                    public void onStop(ActorContext<Cmd> ctx) {
                        order.add("stop");
                    }
                },
                atOnce());
        ref.tell(new Boom());
        restarted(1);

        assertThat(order).containsExactly("start", "child stops", "stop", "start");
    }

    @Test
    void stopsWhileItsChildrenEndForARestart() {
        Gate gate = new Gate();
        ActorRef<Cmd> ref = system.spawn(
                "p",
                () -> (message, ctx) -> {
                    if (message instanceof Boom) {
                        throw new IllegalStateException();
                    }
                    ctx.<String>spawn("c", () -> (_, _) -> gate.pass()).tell("block");
                },
                atOnce());
        List<Terminated.Reason> ends = ends(ref);
        ref.tell(new Note("spawn"));
        eventually(gate::isReached);
        ref.tell(new Boom());
        eventually(() -> !drops().isEmpty());
        system.stop(ref);
        gate.open();

        eventually(() -> !ends.isEmpty());
        assertThat(ends).containsExactly(new Terminated.Stopped());
        assertThat(events).noneMatch(SystemEvent.Restarted.class::isInstance);
    }

    @Test
    void stopsWhileItPausesBeforeARestart() {
        Duration hour = Duration.ofHours(1);
        ActorRef<Cmd> ref = spawn(SupervisorStrategy.restart().backoff(hour, hour), (_, _, _) -> {});
        List<Terminated.Reason> ends = ends(ref);
        ref.tell(new Boom());
        ref.tell(new Note("waits"));
        eventually(() -> !drops().isEmpty());
        system.stop(ref);

        eventually(() -> !ends.isEmpty());
        assertThat(ends).containsExactly(new Terminated.Stopped());
        eventually(() -> drops().size() == 2);
        assertThat(drops()).containsExactly(DropReason.HANDLER_FAILED, DropReason.STOPPING);
    }

    @Test
    void aStopThatWasAskedForIsNotUndoneByAThrowAfterIt() {
        for (SupervisorStrategy strategy : List.of(atOnce(), SupervisorStrategy.resume())) {
            ActorRef<String> ref = system.spawn(
                    () -> (message, ctx) -> {
                        ctx.stop();
                        throw new IllegalStateException("after stop");
                    },
                    strategy);
            List<Terminated.Reason> ends = ends(ref);
            ref.tell("go");

            eventually(() -> !ends.isEmpty());
            assertThat(ends).containsExactly(new Terminated.Crashed("IllegalStateException: after stop"));
        }
    }
}
