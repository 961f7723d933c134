package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Cancellable;
import dev.parley.DropReason;
import dev.parley.Request;
import dev.parley.SpawnOption;
import dev.parley.SystemConfig;
import dev.parley.SystemSnapshot.Account;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was told and what is news are counted apart, whatever becomes of either. */
class BooksTest extends ActorContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Map<DropReason, Long> NOTHING = Map.of();

    sealed interface Cmd {}

    record Say(String what) implements Cmd {}

    record Get() implements Cmd, Request<Cmd, String> {}

    record Tick(String what) implements Cmd {}

    private final List<String> heard = list();

    @Override
    SystemConfig config() {
        SystemConfig usual = super.config();
        return new SystemConfig(
                usual.name(),
                usual.mailboxMessages(),
                usual.mailboxBytes(),
                2,
                usual.openPerActor(),
                usual.drain(),
                usual.closeLimit());
    }

    private ActorRef<Cmd> actor(Actor<Cmd> actor, SpawnOption... options) {
        return system.spawn("a", () -> actor, options);
    }

    /** Waits for that much news to have come, so that the books are those of a moment at which nothing runs. */
    private void expectNews(long accepted, long handled, long queued, long stashed, Map<DropReason, Long> dropped) {
        Account expected = new Account(accepted, handled, queued, stashed, dropped);
        world.await(() -> system.snapshot().news().equals(expected), SOON);
        assertThat(system.snapshot().news()).isEqualTo(expected);
    }

    private void expectTold(long accepted, long handled, long queued, long stashed, Map<DropReason, Long> dropped) {
        Account expected = new Account(accepted, handled, queued, stashed, dropped);
        world.await(() -> system.snapshot().told().equals(expected), SOON);
        assertThat(system.snapshot().told()).isEqualTo(expected);
    }

    private static void tick(ActorContext<Cmd> ctx, String what) {
        ctx.after(Duration.ofMillis(1), new Tick(what));
    }

    @Test
    void countsWhatIsToldAndAskedAsMessages() {
        ActorRef<Cmd> ref = actor((message, ctx) -> {
            if (message instanceof Get get) {
                ctx.reply(get, "got");
            }
        });
        ref.tell(new Say("x"));
        assertThat(ref.ask(new Get(), MINUTE)).isEqualTo("got");

        expectTold(2, 2, 0, 0, NOTHING);
        expectNews(0, 0, 0, 0, NOTHING);
    }

    @Test
    void countsWhatComesThroughAnAdapterAsMessages() {
        List<ActorRef<String>> doors = list();
        ActorRef<Cmd> ref = actor((message, ctx) -> {
            if (message instanceof Say(String what) && "door".equals(what)) {
                doors.add(ctx.adapter(String.class, Say::new));
            }
        });
        ref.tell(new Say("door"));
        eventually(() -> !doors.isEmpty());
        doors.getFirst().tell("through");

        expectTold(2, 2, 0, 0, NOTHING);
        expectNews(0, 0, 0, 0, NOTHING);
    }

    @Test
    void countsWhatAnActorThatAwaitsSilenceTellsItselfAsMessages() {
        ActorRef<Cmd> ref = actor((message, ctx) -> {
            if (message instanceof Say(String what) && "first".equals(what)) {
                ctx.receiveTimeout(MINUTE, new Tick("silence"));
                ctx.self().tell(new Say("own"));
            }
        });
        ref.tell(new Say("first"));

        expectTold(2, 2, 0, 0, NOTHING);
        expectNews(0, 0, 0, 0, NOTHING);
    }

    @Test
    void countsTicksResultsAndEndsAsNews() {
        ActorRef<Cmd> mute = system.spawn("mute", () -> (message, ctx) -> ctx.stop());
        ActorRef<Cmd> ref = actor((message, ctx) -> {
            switch (message) {
                case Say _ -> {
                    tick(ctx, "tick");
                    ctx.watch(mute, end -> new Tick("end"));
                    ctx.ask(mute, new Get(), MINUTE, result -> new Tick("result"));
                }
                case Tick(String what) -> heard.add(what);
                case Get _ -> {}
            }
        });
        ref.tell(new Say("go"));
        eventually(() -> heard.size() == 3);

        assertThat(heard).containsExactlyInAnyOrder("tick", "end", "result");
        expectTold(2, 2, 0, 0, NOTHING);
        expectNews(3, 3, 0, 0, NOTHING);
    }

    @Test
    void aTickThatIsCancelledInTheMailboxCountsAsHandledNews() {
        Gate gate = new Gate();
        ActorRef<Cmd> ref = actor((message, ctx) -> {
            if (message instanceof Say) {
                Cancellable timer = ctx.after(Duration.ofMillis(1), new Tick("late"));
                gate.pass();
                timer.cancel();
            } else {
                heard.add("tick");
            }
        });
        ref.tell(new Say("go"));
        eventually(() -> gate.isReached() && system.snapshot().news().queued() == 1);
        assertThat(system.snapshot().told().queued()).isZero();
        gate.open();

        expectTold(1, 1, 0, 0, NOTHING);
        expectNews(1, 1, 0, 0, NOTHING);
        assertThat(heard).isEmpty();
    }

    @Test
    void eachSortIsStashedAndComesBackAsWhatItIs() {
        ActorRef<Cmd> ref = actor(new Actor<>() {
            private boolean open;

            @Override
            public void onMessage(Cmd message, ActorContext<Cmd> ctx) {
                if (message instanceof Say(String what) && "open".equals(what)) {
                    open = true;
                    ctx.unstashAll();
                } else if (message instanceof Say(String what) && "tick".equals(what)) {
                    tick(ctx, "later");
                } else if (!open) {
                    ctx.stash();
                }
            }
        });
        ref.tell(new Say("x"));
        ref.tell(new Say("tick"));
        expectNews(1, 0, 0, 1, NOTHING);
        expectTold(2, 1, 0, 1, NOTHING);
        ref.tell(new Say("open"));

        expectNews(1, 1, 0, 0, NOTHING);
        expectTold(3, 3, 0, 0, NOTHING);
    }

    @Test
    void whatFindsTheStashFullIsDroppedAsWhatItIs() {
        ActorRef<Cmd> ref = actor((message, ctx) -> {
            if (message instanceof Say(String what) && "tick".equals(what)) {
                tick(ctx, "too late");
            } else {
                ctx.stash();
            }
        });
        List.of("x", "y", "z", "tick").forEach(what -> ref.tell(new Say(what)));

        expectNews(1, 0, 0, 0, Map.of(DropReason.STASH_FULL, 1L));
        expectTold(4, 1, 0, 2, Map.of(DropReason.STASH_FULL, 1L));
    }

    @Test
    void whatFailsIsDroppedAsWhatItIs() {
        ActorRef<Cmd> ref = actor(
                (message, ctx) -> {
                    switch (message) {
                        case Say(String what) when "tick".equals(what) -> tick(ctx, "fails");
                        case Say _ -> throw new IllegalStateException("told");
                        case Tick _ -> {
                            ctx.stash(); // which does not save it
                            throw new IllegalStateException("news");
                        }
                        case Get _ -> {}
                    }
                },
                RestartTest.atOnce());
        ref.tell(new Say("x"));
        ref.tell(new Say("tick"));

        expectNews(1, 0, 0, 0, Map.of(DropReason.HANDLER_FAILED, 1L));
        expectTold(2, 1, 0, 0, Map.of(DropReason.HANDLER_FAILED, 1L));
    }

    @Test
    void whatWaitsAtTheEndIsADeadLetterOfItsSortAndNewsThatNobodyMissesIsHandled() {
        Gate gate = new Gate();
        ActorRef<Cmd> ref = actor((message, ctx) -> {
            switch (message) {
                case Say(String what)
                when "block".equals(what) -> {
                    tick(ctx, "waits");
                    gate.pass();
                    ctx.stop();
                }
                case Say _ -> tick(ctx, "aside");
                case Tick _ -> ctx.stash();
                case Get _ -> {}
            }
        });
        ref.tell(new Say("aside"));
        eventually(() -> system.snapshot().news().stashed() == 1);
        ref.tell(new Say("block"));
        ref.tell(new Say("lost"));
        eventually(() -> gate.isReached() && system.snapshot().news().queued() == 1);
        gate.open();

        expectNews(2, 1, 0, 0, Map.of(DropReason.STOPPING, 1L));
        expectTold(3, 2, 0, 0, Map.of(DropReason.STOPPING, 1L));
    }

    @Test
    void whatExpiresIsAMessage() {
        Gate gate = new Gate();
        ActorRef<Cmd> ref = actor((message, ctx) -> gate.pass());
        ref.tell(new Say("block"));
        eventually(gate::isReached);
        assertThat(get(RestartTest.result(ref.askLater(new Get(), Duration.ofMillis(1)))))
                .isNotNull();
        gate.open();

        expectTold(2, 1, 0, 0, Map.of(DropReason.EXPIRED, 1L));
        expectNews(0, 0, 0, 0, NOTHING);
    }

    @Test
    void aResultThatARestartTookBackIsDroppedNews() {
        ActorRef<Cmd> mute = system.spawn("mute", () -> (message, ctx) -> {});
        ActorRef<Cmd> ref = actor(
                (message, ctx) -> {
                    if (message instanceof Say) {
                        ctx.ask(mute, new Get(), MINUTE, result -> new Tick("result"));
                        throw new IllegalStateException("told");
                    }
                },
                RestartTest.atOnce());
        ref.tell(new Say("x"));

        expectNews(1, 0, 0, 0, Map.of(DropReason.RESTARTED, 1L));
        expectTold(2, 1, 0, 0, Map.of(DropReason.HANDLER_FAILED, 1L));
    }

    @Test
    void newsForWhoHasEndedCountsNowhere() {
        ActorRef<Cmd> mute = system.spawn("mute", () -> (message, ctx) -> ctx.replyTo((Get) message));
        ActorRef<Cmd> ref = actor((message, ctx) -> {
            ctx.after(MINUTE, new Tick("never"));
            ctx.ask(mute, new Get(), MINUTE, result -> new Tick("result"));
            ctx.stop();
        });
        ref.tell(new Say("x"));
        eventually(() -> system.snapshot().actors().size() == 1);
        eventually(() -> imbalance(system.snapshot()) == 0); // who has left the tree may still hand its figures over
        Account before = system.snapshot().news();
        system.stop(mute);
        eventually(() -> system.snapshot().actors().isEmpty());
        eventually(() -> imbalance(system.snapshot()) == 0);

        assertThat(system.snapshot().news()).isEqualTo(before);
    }
}
