package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.ReplyTo;
import dev.parley.Request;
import dev.parley.SpawnOption;
import dev.parley.Terminated;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/**
 * Whoever asked in vain reads the same, whether a thread waited, a handler, or a stage: who asked whom for what, why
 * there is no answer, what to do, and what is known of the target.
 */
class RequestTextTest extends ActorContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    sealed interface Cmd {}

    record Get() implements Cmd, Request<Cmd, String> {}

    record Ask(ActorRef<Cmd> other) implements Cmd, Request<Cmd, String> {}

    @FunctionalInterface
    private interface Answer {
        void to(Get get, ActorContext<Cmd> ctx) throws Exception;
    }

    private ActorRef<Cmd> answering(Answer answer, SpawnOption... options) {
        return system.spawn(
                "target",
                () -> (message, ctx) -> {
                    switch (message) {
                        case Get get -> answer.to(get, ctx);
                        case Ask ask -> ctx.reply(ask, ask.other().ask(new Get(), MINUTE));
                    }
                },
                options);
    }

    /** What a thread reads, which a stage says too. */
    private String text(ActorRef<Cmd> target, Duration limit) {
        String ofStage = get(target.askLater(new Get(), limit).handle((_, thrown) -> said(thrown)));
        String ofThread = "answered";
        try {
            target.ask(new Get(), limit);
        } catch (AskException e) {
            ofThread = said(e);
        }
        assertThat(withoutNumbers(ofStage)).isEqualTo(withoutNumbers(ofThread));
        return withoutNumbers(ofThread);
    }

    /** How much waits in a mailbox may change from one request to the other. */
    private static String withoutNumbers(String text) {
        return text.replaceAll("within \\d+ ms", "within n ms")
                .replaceAll("holds \\d+ messages", "holds n messages")
                .replaceAll("taken \\d+ ms", "taken n ms");
    }

    private static String said(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return String.valueOf((thrown instanceof CompletionException && cause != null ? cause : thrown).getMessage());
    }

    private static String asked(ActorRef<Cmd> target) {
        return "asked " + target.address() + " for Get: ";
    }

    @Test
    void aTimeoutSaysHowLongAndWhatWaitsThere() {
        Gate gate = new Gate();
        ActorRef<Cmd> target = answering((get, ctx) -> gate.pass());
        target.tell(new Get());
        eventually(gate::isReached);
        system.snapshot(); // from now on the age of the turn is known
        String text = text(target, A_WHILE);
        gate.open();

        assertThat(text).isEqualTo(timedOut(target, "its present turn has taken n ms at least"));
    }

    private static String timedOut(ActorRef<Cmd> target, String business) {
        return asked(target) + "no answer within n ms; raise the limit, or move slow work off the turn with ctx.pipe"
                + " (its mailbox holds n messages; " + business + ")";
    }

    @Test
    void aTimeoutSaysForHowLongTheOldestMessageHasWaitedWhereThatIsKnown() {
        Gate gate = new Gate();
        ActorRef<Cmd> target = answering((get, ctx) -> gate.pass());
        target.tell(new Get());
        eventually(gate::isReached);
        target.tell(new Get());
        system.snapshot();
        String text = text(target, A_WHILE);
        gate.open();

        assertThat(text)
                .isEqualTo(timedOut(
                        target, "its present turn has taken n ms at least, and the oldest message has waited as long"));
    }

    @Test
    void aTimeoutIsALookItself() {
        Gate gate = new Gate();
        ActorRef<Cmd> target = answering((get, ctx) -> gate.pass());
        target.tell(new Get());
        eventually(gate::isReached);
        String first = timeout(target);
        String second = timeout(target);
        gate.open();

        assertThat(withoutNumbers(first)).isEqualTo(timedOut(target, "it is in a turn"));
        assertThat(withoutNumbers(second)).contains("; its present turn has taken n ms at least");
        assertThat(Long.parseLong(second.replaceAll(".*has taken (\\d+) ms.*", "$1")))
                .isGreaterThanOrEqualTo(A_WHILE.toMillis() - 1);
    }

    private static String timeout(ActorRef<Cmd> target) {
        try {
            return target.ask(new Get(), A_WHILE);
        } catch (AskException e) {
            return said(e);
        }
    }

    @Test
    void aTimeoutOfATargetThatPutTheRequestOffSaysSoAndNothingOfATurn() {
        List<ReplyTo<String>> kept = list();
        ActorRef<Cmd> target = answering((get, ctx) -> kept.add(ctx.replyTo(get)));
        String text = withoutNumbers(timeout(target));

        assertThat(text).endsWith(" (it has put the request off with replyTo or pipe; its mailbox holds n messages)");
    }

    @Test
    void aTargetThatIsGoneSaysHowItEnded() {
        ActorRef<Cmd> target = answering((get, ctx) -> {});
        List<Terminated.Reason> ends = ends(target);
        system.stop(target);
        eventually(() -> !ends.isEmpty());

        assertThat(text(target, MINUTE))
                .isEqualTo(asked(target) + "the target is gone: " + new Terminated.Stopped().sentence());
    }

    @Test
    void aRefusalNamesTheSetting() {
        Gate gate = new Gate();
        ActorRef<Cmd> target = answering((get, ctx) -> gate.pass(), SpawnOption.mailbox(1));
        target.tell(new Get());
        eventually(gate::isReached);
        target.tell(new Get());
        system.snapshot();
        String text = text(target, MINUTE);
        gate.open();

        assertThat(text)
                .startsWith(asked(target) + "refused: the mailbox is full; give the actor SpawnOption.mailbox(n)")
                .endsWith(" (its mailbox holds n messages; its present turn has taken n ms at least, and the oldest"
                        + " message has waited as long)");
    }

    @Test
    void aRejectionSaysWhatTheHandlerSaid() {
        ActorRef<Cmd> target = answering((get, ctx) -> ctx.reject(get, "not today"));

        assertThat(text(target, MINUTE)).startsWith(asked(target) + "rejected: not today");
    }

    @Test
    void anUnansweredOneSaysWhatToCall() {
        ActorRef<Cmd> target = answering((get, ctx) -> {});

        assertThat(text(target, MINUTE))
                .startsWith(asked(target)
                        + "handled without an answer; call ctx.reply, ctx.reject, or keep ctx.replyTo for later");
    }

    @Test
    void aCrashSaysWhatTheHandlerThrew() {
        ActorRef<Cmd> target = answering(
                (get, ctx) -> {
                    throw new IllegalStateException("oh");
                },
                RestartTest.atOnce());

        assertThat(text(target, MINUTE)).startsWith(asked(target) + "the handler threw IllegalStateException: oh");
    }

    @Test
    void aCycleSaysItsPathAndWhoAsked() {
        ActorRef<Cmd> target = answering((get, ctx) -> {});
        String heard = get(target.askLater(new Ask(target), MINUTE).handle((_, thrown) -> said(thrown)));

        String name = target.address().toString();
        assertThat(heard)
                .startsWith("asked " + name + " for Ask: the handler threw AskException: " + name + " asked " + name
                        + " for Get: the asker would wait for itself: " + name + " -> " + name
                        + "; ask with ctx.ask or tell on one of these ways");
    }
}
