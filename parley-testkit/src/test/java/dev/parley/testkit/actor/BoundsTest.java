package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Request;
import dev.parley.Result;
import dev.parley.SpawnOption;
import dev.parley.SupervisorStrategy;
import dev.parley.SystemConfig;
import dev.parley.SystemEvent;
import dev.parley.testkit.TestProbe;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything an actor holds has a bound, and what goes beyond it is refused with the reason. */
class BoundsTest extends ActorContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @FunctionalInterface
    private interface Work {
        void in(ActorContext<Object> ctx) throws Exception;
    }

    record Get() implements Request<Object, String> {}

    private final List<Object> heard = list();

    @Override
    SystemConfig config() {
        return super.config().withStashMessages(2).withOpenPerActor(3);
    }

    private ActorRef<Object> actor(SpawnOption... options) {
        return system.spawn(
                "a",
                () -> (message, ctx) -> {
                    if (message instanceof Work work) {
                        work.in(ctx);
                    } else {
                        heard.add(message);
                    }
                },
                options);
    }

    private static void run(ActorRef<Object> actor, Work work) {
        actor.tell(work);
    }

    @Test
    void aFullMailboxRefusesTheNewest() {
        Gate gate = new Gate();
        ActorRef<Object> actor = actor(SpawnOption.mailbox(3));
        run(actor, ctx -> gate.pass());
        eventually(gate::isReached);
        for (int i = 1; i <= 3; i++) {
            assertThat(actor.offer(i)).isTrue();
        }
        assertThat(actor.offer("quiet")).isFalse();
        actor.tell("loud");
        gate.open();

        eventually(() -> heard.size() == 3);
        assertThat(heard).containsExactly(1, 2, 3);
        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.message()).isEqualTo("loud");
            assertThat(letter.reason()).isEqualTo(DropReason.MAILBOX_FULL);
            assertThat(letter.target()).isEqualTo(actor.address());
        });
        assertThat(system.snapshot().refused()).containsEntry(DropReason.MAILBOX_FULL, 2L);
    }

    @Test
    void aMailboxHasRoomAgainWhenItWasEmptied() {
        ActorRef<Object> actor = actor(SpawnOption.mailbox(2));
        for (int round = 1; round <= 20; round++) {
            int size = 2 * round;
            assertThat(actor.offer("a") && actor.offer("b")).isTrue();
            eventually(() -> heard.size() == size);
        }
    }

    @Test
    void newsIsNeverRefusedForFullness() {
        Gate gate = new Gate();
        ActorRef<Object> actor = actor(SpawnOption.mailbox(1));
        run(actor, ctx -> {
            ctx.self().tell("fills");
            ctx.after(Duration.ZERO, "tick");
            ctx.pipe(() -> "piped", result -> result.orThrow());
            gate.pass();
        });
        eventually(gate::isReached);
        eventually(() -> snapshot(actor).queued() == 3);
        gate.open();

        eventually(() -> heard.size() == 3);
        assertThat(heard).containsExactlyInAnyOrder("fills", "tick", "piped");
    }

    @Test
    void theStashCountsIntoTheMailbox() {
        ActorRef<String> actor = system.spawn("s", () -> (message, ctx) -> ctx.stash(), SpawnOption.mailbox(1));
        actor.tell("one");
        eventually(() -> snapshot(actor).stashed() == 1);

        assertThat(actor.offer("two")).isFalse();
        assertThat(snapshot(actor).handled()).isZero();
    }

    @Test
    void aFullStashDropsTheMessageAndTellsTheAsker() {
        ActorRef<Object> actor = system.spawn("s", () -> (message, ctx) -> ctx.stash());
        actor.tell("one");
        actor.tell("two");
        actor.tell("three");
        Object answer = get(RestartTest.result(actor.askLater(new Get(), MINUTE)));

        assertThat(answer).isEqualTo(new Result.Err<>(new Failure.Refused(DropReason.STASH_FULL)));
        assertThat(drops()).containsExactly(DropReason.STASH_FULL, DropReason.STASH_FULL);
        assertThat(system.snapshot().dropped()).containsEntry(DropReason.STASH_FULL, 2L);
    }

    @Test
    void unstashesInOrderBeforeWhatCameMeanwhile() {
        ActorRef<String> actor = system.spawn("s", () -> (message, ctx) -> {
            if (message.equals("go")) {
                ctx.become((later, _) -> heard.add(later));
                ctx.unstashAll();
            } else {
                ctx.stash();
            }
        });
        List.of("one", "two", "go", "three").forEach(actor::tell);

        eventually(() -> heard.size() == 3);
        assertThat(heard).containsExactly("one", "two", "three");
    }

    @Test
    void unstashesAlsoTheMessageInHand() {
        ActorRef<String> actor = system.spawn("s", () -> (message, ctx) -> {
            ctx.stash();
            ctx.become((later, _) -> heard.add(later));
            ctx.unstashAll();
        });
        actor.tell("one");
        actor.tell("two");

        eventually(() -> heard.size() == 2);
        assertThat(heard).containsExactly("one", "two");
    }

    @Test
    void stashingTwiceIsAMistake() {
        List<Throwable> thrown = list();
        ActorRef<String> actor = system.spawn("s", () -> (message, ctx) -> {
            ctx.stash();
            try {
                ctx.stash();
            } catch (IllegalStateException e) {
                thrown.add(e);
            }
        });
        actor.tell("one");

        eventually(() -> !thrown.isEmpty());
        assertThat(thrown.getFirst()).hasMessageContaining("once");
    }

    @Test
    void refusesOneOpenThingTooManyAtTheCall() {
        TestProbe<Object> target = probe();
        List<ActorRef<String>> others = List.of(
                system.spawn(() -> into(list())),
                system.spawn(() -> into(list())),
                system.spawn(() -> into(list())),
                system.spawn(() -> into(list())));
        List<String> refused = list();
        run(actor(), ctx -> {
            for (ActorRef<String> other : others) {
                tryOut(refused, () -> ctx.watch(other, end -> end));
                tryOut(refused, () -> ctx.ask(target.ref(), new Get(), MINUTE, result -> result));
                tryOut(refused, () -> ctx.after(MINUTE, "tick"));
            }
        });

        eventually(() -> refused.size() == 3);
        assertThat(refused.get(0)).contains("3 open watches", "openPerActor");
        assertThat(refused.get(1)).contains("3 open requests");
        assertThat(refused.get(2)).contains("3 open timers");
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // the wrong use that is tried
    void aRequestThatIsRefusedAtTheCallIsNotOpen() {
        TestProbe<Object> target = probe();
        List<String> refused = list();
        run(actor(), ctx -> {
            for (int i = 0; i < 4; i++) {
                try {
                    ctx.ask((ActorRef) target.ref(), (Request) new Foreign(), MINUTE, result -> result);
                } catch (IllegalArgumentException e) {
                    refused.add(String.valueOf(e.getMessage()));
                }
            }
            ctx.ask(target.ref(), new Get(), MINUTE, result -> result);
        });

        eventually(() -> refused.size() == 4 && snapshot(target.ref()).handled() == 1);
    }

    /** Says that it belongs to a protocol which it does not. */
    private record Foreign() implements Request<Integer, String> {}

    private static void tryOut(List<String> refused, Runnable call) {
        try {
            call.run();
        } catch (IllegalStateException e) {
            refused.add(String.valueOf(e.getMessage()));
        }
    }

    @Test
    void oneDeferredRequestTooManyIsAFailureItsAskerHearsOf() {
        ActorRef<Object> actor = system.spawn("d", () -> (message, ctx) -> ctx.replyTo((Get) message));
        for (int i = 0; i < 3; i++) {
            actor.askLater(new Get(), MINUTE);
        }

        assertThat(get(RestartTest.result(actor.askLater(new Get(), MINUTE))))
                .isInstanceOfSatisfying(
                        Result.Err.class,
                        err -> assertThat(err.failure().toString()).contains("3 open deferred requests"));
    }

    @Test
    void openThingsThatEndMakeRoom() {
        run(actor(), ctx -> {
            for (int i = 0; i < 100; i++) {
                ctx.after(MINUTE, "never").cancel();
            }
            heard.add("done");
        });

        eventually(() -> !heard.isEmpty());
    }

    @Test
    void writesDeadLettersToTheLogAtABoundedRate() {
        ActorRef<Object> actor = actor();
        List<dev.parley.Terminated.Reason> ends = ends(actor);
        system.stop(actor);
        eventually(() -> !ends.isEmpty());
        List<String> lines = LogLines.of("dev.parley.actor", () -> {
            for (int i = 0; i < 1_000; i++) {
                actor.tell("late");
            }
            world.pass(Duration.ofMillis(1_100));
            actor.tell("later");
        });

        assertThat(lines).hasSizeBetween(2, 3);
        assertThat(lines.getFirst()).contains("dead letter for " + actor.address(), "String", "nobody lives");
        assertThat(lines.getLast()).contains("since the last such line");
        assertThat(drops()).hasSize(1_001);
    }

    @Test
    void writesFailuresToTheLogAtABoundedRate() {
        ActorRef<String> ref = system.spawn(
                () -> (message, ctx) -> {
                    throw new IllegalStateException(message);
                },
                SupervisorStrategy.resume());
        List<String> lines = LogLines.of("dev.parley.actor", () -> {
            fail(ref, 1_000);
            world.pass(Duration.ofMillis(1_100));
            fail(ref, 1);
        });

        lines.removeIf(line -> !line.startsWith(ref.address() + " failed"));
        assertThat(lines).hasSizeBetween(11, 30);
        assertThat(lines.getFirst()).endsWith("failed");
        assertThat(lines.getLast()).contains("since the last such line");
    }

    private void fail(ActorRef<String> ref, int times) {
        long before = failures();
        for (int i = 0; i < times; i++) {
            ref.tell("boom");
        }
        eventually(() -> failures() == before + times);
    }

    private long failures() {
        return events.stream().filter(SystemEvent.Failed.class::isInstance).count();
    }
}
