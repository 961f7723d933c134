package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Request;
import dev.parley.Result;
import dev.parley.SystemConfig;
import dev.parley.Terminated;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What the user's code does where nobody expects it costs no actor its life. */
class OddUserCodeTest extends ActorContract {
    private final List<Object> heard = list();

    private static final class Unspeakable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new AssertionError("planned: no message");
        }
    }

    private record Query() implements Request<Object, String> {}

    private interface Note {}

    private record Late(String text) implements Note {}

    private ActorRef<Object> actor() {
        return system.spawn(
                () -> (message, ctx) -> {
                    switch (message) {
                        case String text when text.equals("fail") -> throw new Unspeakable();
                        case String text when text.equals("watch null") -> ctx.watch(nobody(), end -> end);
                        default -> heard.add(message);
                    }
                },
                RestartTest.atOnce());
    }

    @SuppressWarnings("NullAway") // a field that was not set yet, say
    private static ActorRef<Object> nobody() {
        return null;
    }

    private void goesOn(ActorRef<Object> ref) {
        ref.tell("x");
        eventually(() -> heard.contains("x"));
    }

    @Test
    void aFailureThatCannotEvenBeLogged() {
        ActorRef<Object> ref = actor();
        ref.tell("fail");

        goesOn(ref);
    }

    @Test
    void aWatcherWhoseFailureCannotBeLogged() {
        ActorRef<Object> ref = actor();
        system.watch(ref, _ -> {
            throw new Unspeakable();
        });
        List<Terminated.Reason> ends = ends(ref);
        system.stop(ref);

        eventually(() -> !ends.isEmpty());
    }

    @Test
    void aListenerWhoseFailureCannotBeLogged() {
        system.events(_ -> {
            throw new Unspeakable();
        });
        ActorRef<Object> ref = actor();
        ref.tell("fail");

        goesOn(ref);
    }

    @Test
    void aLogThatThrows() {
        Logger log = Logger.getLogger("dev.parley.actor");
        Handler broken = new Handler() {
            @Override
            public void publish(LogRecord line) {
                throw new IllegalStateException("planned: the log is full");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        ActorRef<Object> dead = actor();
        List<Terminated.Reason> ends = ends(dead);
        system.stop(dead);
        eventually(() -> !ends.isEmpty());
        log.addHandler(broken);
        try {
            ActorRef<Object> ref = actor();
            ref.tell("fail");
            goesOn(ref);
            assertThatCode(() -> dead.tell("lost")).doesNotThrowAnyException();
        } finally {
            log.removeHandler(broken);
        }
    }

    @Test
    void aWatchOfNobody() {
        ActorRef<Object> ref = actor();
        ref.tell("watch null");

        goesOn(ref);
        system.stop(ref);
        List<Terminated.Reason> ends = ends(ref);
        eventually(() -> !ends.isEmpty());
    }

    @Test
    void aRequestToNobody() {
        takesNoPlace(ctx -> ctx.ask(nobody(), new Query(), SOON, result -> result));
    }

    @Test
    void aRequestWithoutALimit() {
        takesNoPlace(ctx -> ctx.ask(ctx.self(), new Query(), none(), result -> result));
    }

    @Test
    void aRequestWithoutAFunction() {
        takesNoPlace(ctx -> ctx.ask(ctx.self(), new Query(), SOON, none()));
    }

    @Test
    void slowWorkWithoutAFunction() {
        takesNoPlace(ctx -> ctx.pipe(() -> "done", OddUserCodeTest.<Function<Result<String>, Object>>none()));
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // as above
    private static <T> T none() {
        return null;
    }

    /** However often it is tried, and refused at once, the actor has room for what is asked properly. */
    private void takesNoPlace(Consumer<ActorContext<Object>> odd) {
        int more = SystemConfig.defaults().openPerActor() + 1;
        ActorRef<Object> ref = system.spawn(() -> (message, ctx) -> {
            if (message instanceof String) {
                for (int i = 0; i < more; i++) {
                    assertThatNullPointerException().isThrownBy(() -> odd.accept(ctx));
                }
                ctx.pipe(() -> "x", Result::orThrow);
                ctx.become((next, _) -> heard.add(next));
            }
        });
        ref.tell("try");

        eventually(() -> heard.contains("x") || !drops().isEmpty());
        assertThat(heard).containsExactly("x");
    }

    @Test
    void whatIsPutAsideAgainAndAgain() {
        int rounds = 100_000;
        int[] turns = {0};
        ActorRef<Object> ref = system.spawn(() -> (message, ctx) -> {
            switch (message) {
                case String text
                when text.equals("spawn") ->
                    ctx.adapter(Note.class, note -> note).tell(new Late("at last"));
                case String _ -> ctx.unstashAll();
                case Late(String text) when turns[0]++ == rounds -> heard.add(text);
                default -> {
                    ctx.stash();
                    ctx.self().tell("next");
                }
            }
        });
        ref.tell("spawn");

        eventually(() -> !heard.isEmpty() || !drops().isEmpty());
        assertThat(heard).containsExactly("at last");
    }
}
