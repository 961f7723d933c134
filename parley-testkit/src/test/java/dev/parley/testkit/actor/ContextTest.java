package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.ActorSnapshot;
import dev.parley.DropReason;
import dev.parley.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A context is the actor's own, adapters are its doors, and a snapshot shows it from outside. */
class ContextTest extends ActorContract {
    sealed interface Event {}

    record Tick(int number) implements Event {}

    @Test
    void refusesCallsFromOutsideOfTheTurn() {
        List<ActorContext<String>> leaked = list();
        ActorRef<String> ref = system.spawn("a", () -> (message, ctx) -> leaked.add(ctx));
        ref.tell("leak");
        eventually(() -> !leaked.isEmpty() && snapshot(ref).handled() == 1);
        ActorContext<String> ctx = leaked.getFirst();
        Ask asked = new Ask();
        ActorRef<Ask> other = system.spawn("other", () -> into(list()));

        for (Runnable call : List.<Runnable>of(
                ctx::stop,
                ctx::stash,
                ctx::unstashAll,
                ctx::children,
                () -> ctx.become(into(list())),
                () -> ctx.after(Duration.ZERO, "x"),
                () -> ctx.every(SOON, "x"),
                () -> ctx.receiveTimeout(SOON, "x"),
                () -> ctx.watch(ref, end -> "x"),
                () -> ctx.unwatch(ref),
                () -> ctx.spawn(() -> into(list())),
                () -> ctx.spawn("b", () -> into(list())),
                () -> ctx.child("b"),
                () -> ctx.stop(ref),
                () -> ctx.adapter(Event.class, event -> "x"),
                () -> ctx.pipe(() -> "x", result -> "x"),
                () -> ctx.pipe(asked, () -> "x"),
                () -> ctx.ask(other, asked, result -> "x"),
                () -> ctx.ask(other, asked, SOON, result -> "x"),
                () -> ctx.reply(asked, "x"),
                () -> ctx.reject(asked, "x"),
                () -> ctx.replyTo(asked),
                () -> sleep(ctx),
                () -> ctx.forward(ref, "x"))) {
            assertThatIllegalStateException().isThrownBy(call::run).withMessageContainingAll("/user/a", "ctx.self()");
        }
        assertThat(ctx.self()).isEqualTo(ref);
    }

    record Ask() implements Request<Ask, String> {}

    private static void sleep(ActorContext<?> ctx) {
        try {
            ctx.sleep(SOON);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void refusesCallsFromAnotherThreadDuringTheTurn() {
        List<Throwable> refused = list();
        Gate gate = new Gate();
        ActorRef<String> ref = system.spawn("a", () -> (message, ctx) -> {
            world.environment().dispatcher().fork(() -> {
                try {
                    ctx.stop();
                } catch (IllegalStateException e) {
                    refused.add(e);
                }
            });
            gate.pass();
        });
        ref.tell("go");
        eventually(() -> !refused.isEmpty());
        gate.open();

        assertThat(refused).hasSize(1);
    }

    @Test
    void spawnsNothingWhileItStops() {
        List<Throwable> refused = list();
        ActorRef<String> ref = system.spawn("a", () -> new Actor<>() {
            @Override
            public void onMessage(String message, ActorContext<String> ctx) {}

            @Override
            public void onStop(ActorContext<String> ctx) {
                try {
                    ctx.spawn(() -> into(list()));
                } catch (IllegalStateException e) {
                    refused.add(e);
                }
            }
        });
        system.stop(ref);

        eventually(() -> !refused.isEmpty());
        assertThat(refused.getFirst()).hasMessageContaining("spawns no children");
    }

    @Test
    void anAdapterTakesTheNewFunctionWhenAskedForAgain() {
        List<Object> heard = list();
        List<ActorRef<Event>> doors = list();
        ActorRef<Object> ref = system.spawn("a", () -> (message, ctx) -> {
            if (message instanceof String prefix) {
                doors.add(ctx.adapter(Event.class, event -> List.of(prefix, event)));
            } else {
                heard.add(message);
            }
        });
        ref.tell("old");
        ref.tell("new");
        eventually(() -> doors.size() == 2);
        doors.getFirst().tell(new Tick(1));

        eventually(() -> !heard.isEmpty());
        assertThat(heard).containsExactly(List.of("new", new Tick(1)));
        assertThat(doors.get(0)).isEqualTo(doors.get(1));
        assertThat(system.resolve("/user/a/~Event", 0)).contains((dev.parley.spi.MessageRef<?>) doors.getFirst());
    }

    @Test
    void anAdapterRefusesWhatIsNotOfItsProtocol() {
        List<ActorRef<Event>> doors = list();
        system.<Object>spawn("a", () -> (message, ctx) -> doors.add(ctx.adapter(Event.class, event -> event)))
                .tell("go");
        eventually(() -> !doors.isEmpty());
        @SuppressWarnings({"unchecked", "rawtypes"})
        ActorRef<Object> raw = (ActorRef) doors.getFirst();
        raw.tell("no event");

        assertThat(drops()).containsExactly(DropReason.WRONG_PROTOCOL);
    }

    @Test
    void showsAnActorFromOutside() {
        Gate gate = new Gate();
        ActorRef<String> ref = system.spawn("a", () -> (message, ctx) -> {
            switch (message) {
                case "stash" -> ctx.stash();
                case "wait" -> gate.pass();
                default -> {}
            }
        });
        List.of("x", "stash", "wait", "y", "z").forEach(ref::tell);
        eventually(gate::isReached);

        assertThat(snapshot(ref))
                .isEqualTo(new ActorSnapshot(
                        ref.address(), getClass().getName() + "$$Lambda", 2, 1, 1, 0, Optional.of(Duration.ZERO)));
        gate.open();
    }

    @Test
    void showsParentsBeforeChildren() {
        system.<String>spawn("p", () -> (message, ctx) -> ctx.spawn("c", () -> into(list())))
                .tell("go");
        system.spawn("q", () -> into(list()));

        eventually(() -> system.snapshot().actors().size() == 3);
        assertThat(system.snapshot().actors().stream()
                        .map(actor -> actor.address().path()))
                .containsExactly("/user/p", "/user/p/c", "/user/q");
    }

    @Test
    void namesTheActorInItsLogLines() {
        List<ActorRef<String>> done = list();
        List<String> lines = LogLines.of("dev.parley.actor", () -> {
            ActorRef<String> ref = system.spawn("a", () -> (message, ctx) -> {
                ctx.log().log(System.Logger.Level.WARNING, message);
                done.add(ctx.self());
            });
            ref.tell("careful");
            eventually(() -> !done.isEmpty());
        });

        assertThat(lines).containsExactly(done.getFirst() + " careful");
    }
}
