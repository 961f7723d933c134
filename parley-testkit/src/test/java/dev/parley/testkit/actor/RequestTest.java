package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.ReplyTo;
import dev.parley.Request;
import dev.parley.Result;
import dev.parley.SpawnOption;
import dev.parley.Terminated;
import dev.parley.testkit.TestProbe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A request always ends: with a value, or with the one reason why not. */
class RequestTest extends ActorContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    sealed interface Cmd {}

    record Get(String key) implements Cmd, Request<Cmd, String> {}

    record Note(Object what) implements Cmd {}

    /** How an actor answers. */
    @FunctionalInterface
    interface Answer {
        void to(Get get, ActorContext<Cmd> ctx) throws Exception;
    }

    private final List<Object> notes = list();

    private ActorRef<Cmd> answering(Answer answer, SpawnOption... options) {
        return system.spawn(
                () -> (message, ctx) -> {
                    switch (message) {
                        case Get get -> answer.to(get, ctx);
                        case Note(Object what) -> notes.add(what);
                    }
                },
                options);
    }

    private ActorRef<Cmd> echo() {
        return answering((get, ctx) -> ctx.reply(get, get.key()));
    }

    private Result<String> ask(ActorRef<Cmd> ref, Duration limit) {
        return get(RestartTest.result(ref.askLater(new Get("k"), limit)));
    }

    private static Result<String> failed(Failure failure) {
        return new Result.Err<>(failure);
    }

    // ---- who asks

    @Test
    void answersABlockedThread() {
        assertThat(echo().ask(new Get("k"))).isEqualTo("k");
        assertThat(echo().ask(new Get("l"), MINUTE)).isEqualTo("l");
    }

    @Test
    void answersABlockedVirtualThread() {
        ActorRef<Cmd> ref = echo();
        List<String> answers = list();
        world.environment().dispatcher().fork(() -> answers.add(ref.ask(new Get("k"))));

        eventually(() -> !answers.isEmpty());
        assertThat(answers).containsExactly("k");
    }

    @Test
    void answersABlockedHandler() {
        ActorRef<Cmd> back = echo();
        ActorRef<Cmd> front = answering((get, ctx) -> ctx.reply(get, "via " + back.ask(get)));

        assertThat(front.ask(new Get("k"))).isEqualTo("via k");
    }

    @Test
    void answersAStage() {
        assertThat(get(echo().askLater(new Get("k"), MINUTE))).isEqualTo("k");
    }

    @Test
    void answersAnActorByAMessageOfItsOwn() {
        ActorRef<Cmd> back = echo();
        ActorRef<Cmd> front = answering((get, ctx) -> {
            ctx.ask(back, get, Note::new);
            ctx.reply(get, "asked");
        });

        assertThat(front.ask(new Get("k"))).isEqualTo("asked");
        eventually(() -> !notes.isEmpty());
        assertThat(notes).containsExactly(new Result.Ok<>("k"));
    }

    // ---- how it is answered

    @Test
    void answersLaterFromAnywhere() {
        List<ReplyTo<String>> open = list();
        CompletionStage<String> answer =
                answering((get, ctx) -> open.add(ctx.replyTo(get))).askLater(new Get("k"), MINUTE);
        eventually(() -> !open.isEmpty());
        open.getFirst().reply("late");

        assertThat(get(answer)).isEqualTo("late");
    }

    @Test
    void answersWithTheResultOfSlowWork() {
        assertThat(answering((get, ctx) -> ctx.pipe(get, () -> "slow " + get.key()))
                        .ask(new Get("k")))
                .isEqualTo("slow k");
        assertThat(ask(
                        answering((get, ctx) -> ctx.pipe(get, () -> {
                            throw new IllegalStateException("broken");
                        })),
                        MINUTE))
                .isEqualTo(failed(new Failure.Crashed("IllegalStateException", "broken")));
    }

    @Test
    void pipesSlowWorkIntoAMessage() {
        answering((get, ctx) -> ctx.pipe(() -> 42, Note::new)).tell(new Get("k"));

        eventually(() -> !notes.isEmpty());
        assertThat(notes).containsExactly(new Result.Ok<>(42));
    }

    @Test
    void forwardsWithTheAsker() {
        ActorRef<Cmd> back = echo();
        ActorRef<Cmd> front = answering((get, ctx) -> ctx.forward(back, get));

        assertThat(front.ask(new Get("k"))).isEqualTo("k");
        assertThat(drops()).isEmpty();
    }

    @Test
    void forwardingToTheDeadEndsTheRequest() {
        ActorRef<Cmd> dead = echo();
        List<Terminated.Reason> ends = ends(dead);
        system.stop(dead);
        eventually(() -> !ends.isEmpty());

        assertThat(ask(answering((get, ctx) -> ctx.forward(dead, get)), MINUTE))
                .isEqualTo(failed(new Failure.TargetDown(new Terminated.Stopped())));
        assertThat(drops()).containsExactly(DropReason.NO_SUCH_ACTOR);
    }

    @Test
    void answersARequestThatCameThroughAnAdapter() {
        List<ActorRef<Cmd>> doors = list();
        system.<Object>spawn("a", () -> new Actor<>() {
            @Override
            public void onStart(ActorContext<Object> ctx) {
                doors.add(ctx.adapter(Cmd.class, message -> message instanceof Get get ? List.of(get) : message));
            }

            @Override
            public void onMessage(Object message, ActorContext<Object> ctx) {
                if (message instanceof List<?> wrapped && wrapped.getFirst() instanceof Get get) {
                    ctx.reply(get, "adapted " + get.key());
                }
            }
        });
        eventually(() -> !doors.isEmpty());

        assertThat(doors.getFirst().ask(new Get("k"))).isEqualTo("adapted k");
        assertThat(doors.getFirst().address().name()).isEqualTo("~Cmd");
    }

    @Test
    void answersAStashedRequestWhenItComesAgain() {
        ActorRef<Object> ref = system.spawn("a", () -> (message, ctx) -> {
            if (message instanceof Get) {
                ctx.stash();
            } else {
                ctx.become((later, own) -> own.reply((Get) later, "ready"));
                ctx.unstashAll();
            }
        });
        CompletionStage<String> answer = ref.askLater(new Get("k"), MINUTE);
        ref.tell("ready");

        assertThat(get(answer)).isEqualTo("ready");
    }

    // ---- failures

    @Test
    void saysTimeoutWhenNobodyAnswers() {
        TestProbe<Cmd> silent = probe();

        assertThatExceptionOfType(AskException.class)
                .isThrownBy(() -> silent.ref().ask(new Get("k"), A_WHILE))
                .withMessageContainingAll(
                        "asked", silent.ref().toString(), "Get", "no answer within", "its mailbox holds 0 messages")
                .extracting(AskException::failure)
                .isInstanceOf(Failure.Timeout.class);
        assertThat(ask(silent.ref(), A_WHILE))
                .isInstanceOfSatisfying(
                        Result.Err.class, err -> assertThat(err.failure()).isInstanceOf(Failure.Timeout.class));
    }

    @Test
    void saysTargetDownForADeadTarget() {
        ActorRef<Cmd> dead = echo();
        List<Terminated.Reason> ends = ends(dead);
        system.stop(dead);
        eventually(() -> !ends.isEmpty());

        assertThat(ask(dead, MINUTE)).isEqualTo(failed(new Failure.TargetDown(new Terminated.Stopped())));
    }

    @Test
    void saysTargetDownWhenTheTargetEndsWithTheRequestInItsMailbox() {
        Gate gate = new Gate();
        ActorRef<Cmd> ref = answering((get, ctx) -> {
            gate.pass();
            ctx.stop();
        });
        ref.tell(new Get("blocks"));
        eventually(gate::isReached);
        CompletionStage<Result<String>> answer = RestartTest.result(ref.askLater(new Get("k"), MINUTE));
        gate.open();

        assertThat(get(answer)).isEqualTo(failed(new Failure.TargetDown(new Terminated.Stopped())));
    }

    @Test
    void saysRefusedWhenTheMailboxIsFull() {
        Gate gate = new Gate();
        ActorRef<Cmd> ref = answering((get, ctx) -> gate.pass(), SpawnOption.mailbox(1));
        ref.tell(new Get("blocks"));
        eventually(gate::isReached);
        ref.tell(new Note("fills"));

        assertThat(ask(ref, MINUTE)).isEqualTo(failed(new Failure.Refused(DropReason.MAILBOX_FULL)));
        gate.open();
    }

    @Test
    void saysRejectedUnansweredOrCrashed() {
        assertThat(ask(answering((get, ctx) -> ctx.reject(get, "no")), MINUTE))
                .isEqualTo(failed(new Failure.Rejected("no")));
        assertThat(ask(answering((get, ctx) -> {}), MINUTE)).isEqualTo(failed(new Failure.Unanswered()));
        assertThat(ask(
                        answering((get, ctx) -> {
                            throw new IllegalStateException("oh");
                        }),
                        MINUTE))
                .isEqualTo(failed(new Failure.Crashed("IllegalStateException", "oh")));
    }

    @Test
    void aReplyIsNeverNull() {
        assertThat(ask(answering((get, ctx) -> ctx.reply(get, NullReply.nothing())), MINUTE))
                .isInstanceOfSatisfying(
                        Result.Err.class,
                        err -> assertThat(err.failure().toString()).contains("NullPointerException", "Done.DONE"));
    }

    private static final class NullReply {
        @SuppressWarnings("NullAway") // what a handler without null checks can do
        static String nothing() {
            return null;
        }
    }

    // ---- deadlines

    @Test
    void aNestedRequestTakesTheSmallerLimit() {
        TestProbe<Cmd> silent = probe();
        List<Failure> nested = list();
        ActorRef<Cmd> front = answering((get, ctx) -> {
            try {
                silent.ref().ask(get, MINUTE);
            } catch (AskException e) {
                nested.add(e.failure());
            }
        });
        long startNanos = world.environment().clock().nanoTime();
        ask(front, A_WHILE);
        eventually(() -> !nested.isEmpty());

        assertThat(nested.getFirst()).isInstanceOf(Failure.Timeout.class);
        assertThat(world.environment().clock().nanoTime() - startNanos).isLessThan(SOON.toNanos());
    }

    @Test
    void doesNotHandleARequestThatHasExpired() {
        Gate gate = new Gate();
        ActorRef<Cmd> ref = answering((get, ctx) -> {
            notes.add(get.key());
            gate.pass();
        });
        ref.tell(new Get("blocks"));
        eventually(gate::isReached);
        assertThat(ask(ref, Duration.ofMillis(1))).isInstanceOf(Result.Err.class);
        gate.open();
        eventually(() -> drops().contains(DropReason.EXPIRED));

        assertThat(notes).containsExactly("blocks");
    }

    @Test
    void doesNotHandleARequestThatExpiredInTheStash() {
        ActorRef<Object> ref = system.spawn("a", () -> (message, ctx) -> {
            if (message.equals("open")) {
                ctx.become((later, own) -> notes.add(later));
                ctx.unstashAll();
            } else {
                ctx.stash();
            }
        });
        for (int asked = 0; snapshot(ref).stashed() == 0; asked++) { // a slow machine may handle none in time
            assertThat(asked)
                    .as("requests that expired before they were handled")
                    .isLessThan(1_000);
            assertThat(get(RestartTest.result(ref.askLater(new Get("k"), Duration.ofMillis(1)))))
                    .isInstanceOfSatisfying(
                            Result.Err.class, err -> assertThat(err.failure()).isInstanceOf(Failure.Timeout.class));
        }
        ref.tell("open");
        ref.tell("last");

        eventually(() -> notes.contains("last"));
        assertThat(notes).containsExactly("last");
        assertThat(drops()).isNotEmpty().containsOnly(DropReason.EXPIRED);
    }

    @Test
    void forwardingHandsOnWhatIsLeftOfTheLimit() {
        TestProbe<Cmd> silent = probe();
        ActorRef<Cmd> back = answering((get, ctx) ->
                ctx.ask(silent.ref(), get, MINUTE, result -> new Note(((Result.Err<?>) (Result<?>) result).failure())));
        ActorRef<Cmd> front = answering((get, ctx) -> ctx.forward(back, get));
        long startNanos = world.environment().clock().nanoTime();
        CompletionStage<Result<String>> answer = RestartTest.result(front.askLater(new Get("k"), A_WHILE));
        eventually(() -> !notes.isEmpty());

        assertThat(get(answer)).isInstanceOf(Result.Err.class);
        assertThat(notes.getFirst()).isInstanceOf(Failure.Timeout.class);
        assertThat(world.environment().clock().nanoTime() - startNanos).isLessThan(SOON.toNanos());
    }

    @Test
    void takesALimitOfAnyLength() {
        assertThat(echo().ask(new Get("k"), Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo("k");
        assertThat(ask(this.<Cmd>probe().ref(), Duration.ofSeconds(Long.MIN_VALUE)))
                .isInstanceOf(Result.Err.class);
    }

    // ---- misuse

    @Test
    void answeringTooLateFailsWithTheRemedy() {
        List<Get> kept = list();
        List<Throwable> thrown = list();
        ActorRef<Cmd> ref = answering((get, ctx) -> {
            if (kept.isEmpty()) {
                kept.add(get);
            } else {
                try {
                    ctx.reply(kept.getFirst(), "late");
                } catch (IllegalStateException e) {
                    thrown.add(e);
                }
                ctx.reply(get, "now");
            }
        });
        ask(ref, MINUTE);

        assertThat(ref.ask(new Get("k"))).isEqualTo("now");
        assertThat(thrown)
                .singleElement()
                .satisfies(e -> assertThat(e).hasMessageContainingAll("answered too late", "ctx.replyTo"));
    }

    @Test
    void countsTheSecondAnswer() {
        ActorRef<Cmd> ref = answering((get, ctx) -> {
            ReplyTo<String> later = ctx.replyTo(get);
            ctx.reply(get, "first");
            ctx.reply(get, "second");
            later.reply("third");
        });

        assertThat(ref.ask(new Get("k"))).isEqualTo("first");
        eventually(() -> system.snapshot().refused().getOrDefault(DropReason.ALREADY_ANSWERED, 0L) == 2);
        assertThat(letters()).extracting("message").containsExactly("second", "third");
    }

    @Test
    void countsTheAnswerToAMessageThatWasTold() {
        echo().tell(new Get("k"));

        eventually(() -> drops().contains(DropReason.NO_ASKER));
        assertThat(letters().getFirst().message()).isEqualTo("k");
    }

    sealed interface Left permits Shared, OnlyLeft {}

    sealed interface Right permits Shared {}

    sealed interface Shared extends Left, Right {}

    record OnlyLeft() implements Left {}

    record Health() implements Shared, Request<Shared, String> {}

    @Test
    void aRequestMayBelongToSeveralProtocols() {
        ActorRef<Left> left = system.spawn("l", () -> (message, ctx) -> {
            switch (message) {
                case Health health -> ctx.reply(health, "left");
                case OnlyLeft _ -> {}
            }
        });
        ActorRef<Right> right = system.spawn("r", () -> (message, ctx) -> {
            switch (message) {
                case Health health -> ctx.reply(health, "right");
            }
        });

        assertThat(left.ask(new Health()) + right.ask(new Health())).isEqualTo("leftright");
    }

    record Foreign() implements Request<Cmd, String> {}

    @Test
    void refusesARequestThatIsNotOfItsOwnProtocol() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> echo().ask(new Foreign()))
                .withMessageContainingAll("Foreign", "no Cmd", "implement both");
    }
}
