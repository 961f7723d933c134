package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Cancellable;
import dev.parley.DropReason;
import dev.parley.Request;
import dev.parley.SystemConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Ticks are messages: they come in the actor's turn, and not after they were cancelled. */
class TimersTest extends ActorContract {
    private static final Duration TICK = Duration.ofMillis(5);
    private static final int OPEN = 100_000;

    @FunctionalInterface
    private interface Work {
        void in(ActorContext<Object> ctx) throws Exception;
    }

    private final List<Object> heard = list();

    @Override
    SystemConfig config() {
        return super.config().withOpenPerActor(OPEN);
    }

    private ActorRef<Object> actor() {
        return actor("a");
    }

    private ActorRef<Object> actor(String name) {
        return system.spawn(name, () -> (message, ctx) -> {
            if (message instanceof Work work) {
                work.in(ctx);
            } else {
                heard.add(message);
            }
        });
    }

    private static void run(ActorRef<Object> actor, Work work) {
        actor.tell(work);
    }

    @Test
    void sendsOnceAfterADelayAndNotBefore() {
        long startNanos = world.environment().clock().nanoTime();
        run(actor(), ctx -> ctx.after(TICK, "tick"));
        eventually(() -> !heard.isEmpty());
        assertThat(world.environment().clock().nanoTime() - startNanos).isGreaterThanOrEqualTo(TICK.toNanos());
        world.pass(TICK.multipliedBy(4));

        assertThat(heard).containsExactly("tick");
    }

    @Test
    void sendsAgainAndAgain() {
        run(actor(), ctx -> ctx.every(TICK, "tick"));

        eventually(() -> heard.size() >= 5);
    }

    @Test
    void keepsOneTickInTheMailboxWhileTheActorIsBusy() {
        ActorRef<Object> actor = actor();
        Gate gate = new Gate();
        run(actor, ctx -> {
            ctx.every(TICK, "tick");
            gate.pass();
        });
        eventually(gate::isReached);
        world.pass(TICK.multipliedBy(10));

        assertThat(snapshot(actor).queued()).isEqualTo(1);
        gate.open();
    }

    @Test
    void handlesNoTickAfterCancelEvenIfItWaitsInTheMailbox() {
        ActorRef<Object> actor = actor();
        Gate gate = new Gate();
        List<Cancellable> timers = list();
        run(actor, ctx -> {
            timers.add(ctx.every(TICK, "every"));
            timers.add(ctx.after(TICK, "after"));
            gate.pass();
            timers.forEach(Cancellable::cancel);
        });
        eventually(gate::isReached);
        eventually(() -> snapshot(actor).queued() == 2);
        gate.open();
        world.pass(TICK.multipliedBy(4));

        assertThat(heard).isEmpty();
    }

    @Test
    void handlesNoTickAfterCancelEvenIfItWasStashed() {
        List<Cancellable> timers = list();
        ActorRef<String> actor = system.spawn("s", () -> (message, ctx) -> {
            switch (message) {
                case "arm" -> timers.add(ctx.after(TICK, "tick"));
                case "cancel" -> {
                    timers.getFirst().cancel();
                    ctx.become((later, _) -> heard.add(later));
                    ctx.unstashAll();
                }
                default -> ctx.stash();
            }
        });
        actor.tell("arm");
        eventually(() -> snapshot(actor).stashed() == 1);
        actor.tell("cancel");
        actor.tell("last");

        eventually(() -> !heard.isEmpty());
        assertThat(heard).containsExactly("last");
    }

    @Test
    void speaksUpWhenNobodyElseDoes() {
        ActorRef<Object> actor = actor();
        run(actor, ctx -> {
            ctx.receiveTimeout(TICK.multipliedBy(6), "idle");
            ctx.every(TICK, "tick");
        });

        eventually(() -> heard.contains("idle"));
        assertThat(heard).contains("tick");
    }

    @Test
    void isNotIdleWhileOthersSpeakAlsoThroughAnAdapter() {
        ActorRef<Object> actor = actor();
        List<ActorRef<Integer>> doors = list();
        Duration idle = Duration.ofMillis(400);
        run(actor, ctx -> {
            doors.add(ctx.adapter(Integer.class, number -> "number"));
            ctx.receiveTimeout(idle, "idle");
        });
        eventually(() -> !doors.isEmpty());
        for (int i = 0; i < 6; i++) {
            world.pass(Duration.ofMillis(100));
            doors.getFirst().tell(i);
        }
        eventually(() -> heard.size() == 6);
        assertThat(heard).doesNotContain("idle");

        eventually(() -> heard.contains("idle"));
    }

    /** Each of its turns brings about the next, and none comes from anybody else. */
    @Test
    void isIdleThoughItSpeaksToItselfOrLooksIntoItsStash() {
        ActorRef<String> actor = system.spawn("s", () -> (message, ctx) -> {
            switch (message) {
                case "arm" -> {
                    ctx.every(TICK, "look");
                    ctx.receiveTimeout(TICK.multipliedBy(6), "idle");
                    ctx.self().tell("again");
                }
                case "again" -> {
                    ctx.sleep(TICK.dividedBy(2));
                    ctx.self().tell("again");
                }
                case "look" -> ctx.unstashAll();
                case "later" -> ctx.stash();
                default -> {
                    heard.add(message);
                    ctx.stop();
                }
            }
        });
        actor.tell("later");
        actor.tell("arm");

        eventually(() -> !heard.isEmpty());
        assertThat(heard).containsExactly("idle");
    }

    @Test
    void isIdleThoughItSpeaksToItselfThroughAnAdapter() {
        ActorRef<String> actor = system.spawn("s", () -> (message, ctx) -> {
            ActorRef<Integer> door = ctx.adapter(Integer.class, number -> "again");
            switch (message) {
                case "arm" -> {
                    ctx.receiveTimeout(TICK.multipliedBy(6), "idle");
                    door.tell(1);
                }
                case "again" -> {
                    ctx.sleep(TICK.dividedBy(2));
                    door.tell(1);
                }
                default -> {
                    heard.add(message);
                    ctx.stop();
                }
            }
        });
        actor.tell("arm");

        eventually(() -> !heard.isEmpty());
        assertThat(heard).containsExactly("idle");
    }

    @Test
    void answersItselfAndLosesNoneOfItsOwnWordsWhileItWaitsForOthers() {
        ActorRef<Object> actor = system.spawn("s", () -> (message, ctx) -> {
            switch (message) {
                case Ask ask -> ctx.reply(ask, "own answer");
                case Work work -> work.in(ctx);
                default -> heard.add(message);
            }
        });
        run(actor, ctx -> {
            ctx.receiveTimeout(Duration.ofMinutes(1), "idle");
            ctx.ask(ctx.self(), new Ask(), result -> result.orThrow());
            ctx.self().tell("own word");
        });
        eventually(() -> heard.size() == 2);
        run(actor, ctx -> {
            ctx.self().tell("last word");
            ctx.stop();
        });
        eventually(() -> !letters().isEmpty());

        assertThat(heard).containsExactlyInAnyOrder("own answer", "own word");
        assertThat(letters()).extracting("message", "reason").containsExactly(tuple("last word", DropReason.STOPPING));
    }

    record Ask() implements Request<Object, String> {}

    /** As the callback of a client does, which has nothing but the handle. */
    @Test
    void isCancelledByOtherThreadsToo() {
        assumeThat(kind).isInstanceOf(ActorWorld.Kind.Jvm.class); // a simulation has one thread
        ActorRef<Object> actor = actor();
        run(actor, ctx -> {
            List<Cancellable> others = arm(ctx);
            for (int round = 0; round < 20; round++) {
                List<Cancellable> before = others;
                Thread canceller = Thread.ofPlatform().start(() -> before.forEach(Cancellable::cancel));
                others = arm(ctx); // meanwhile
                canceller.join();
            }
            others.forEach(Cancellable::cancel);
            heard.add(armedUntilRefused(ctx));
        });

        eventually(() -> !heard.isEmpty() || !drops().isEmpty());
        assertThat(heard).containsExactly(OPEN); // as many as there may be: none of the others is left
    }

    private static List<Cancellable> arm(ActorContext<Object> ctx) {
        List<Cancellable> timers = new ArrayList<>();
        for (int i = 0; i < OPEN / 4; i++) {
            timers.add(ctx.after(Duration.ofHours(1), "tick"));
        }
        return timers;
    }

    private static int armedUntilRefused(ActorContext<Object> ctx) {
        int armed = 0;
        try {
            while (armed <= OPEN) {
                ctx.after(Duration.ofHours(1), "tick");
                armed++;
            }
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("open timers");
        }
        return armed;
    }

    @Test
    void zeroEndsTheWaitForOthers() {
        ActorRef<Object> actor = actor();
        run(actor, ctx -> {
            ctx.receiveTimeout(TICK, "idle");
            ctx.receiveTimeout(Duration.ZERO, "never");
        });
        world.pass(TICK.multipliedBy(4));

        assertThat(heard).isEmpty();
    }

    @Test
    void refusesAPeriodAndAnIdleTimeThatMakeNoSense() {
        List<Throwable> refused = list();
        run(actor(), ctx -> {
            for (Work work : List.<Work>of(
                    own -> own.every(Duration.ZERO, "x"),
                    own -> own.every(Duration.ofMillis(-1), "x"),
                    own -> own.receiveTimeout(Duration.ofMillis(-1), "x"))) {
                try {
                    work.in(ctx);
                } catch (IllegalArgumentException e) {
                    refused.add(e);
                }
            }
        });

        eventually(() -> refused.size() == 3);
    }

    @Test
    void servesAHundredThousandTimers() {
        AtomicInteger ticks = new AtomicInteger();
        ActorRef<String> actor = system.spawn("many", () -> (message, ctx) -> {
            if (message.equals("arm")) {
                for (int i = 0; i < 100_000; i++) {
                    ctx.after(Duration.ofMillis(i % 50), "tick");
                }
            } else {
                ticks.incrementAndGet();
            }
        });
        actor.tell("arm");

        eventually(() -> ticks.get() == 100_000);
    }

    @Test
    void sleepStallsTheActorAlone() {
        AtomicLong sleptNanos = new AtomicLong();
        run(actor(), ctx -> {
            long startNanos = world.environment().clock().nanoTime();
            do {
                ctx.sleep(TICK);
            } while (!heard.contains("another"));
            sleptNanos.set(world.environment().clock().nanoTime() - startNanos);
            heard.add("slept");
        });
        run(actor("b"), ctx -> heard.add("another"));

        eventually(() -> heard.contains("slept"));
        assertThat(heard).containsExactly("another", "slept");
        assertThat(sleptNanos.get()).isGreaterThanOrEqualTo(TICK.toNanos());
    }

    @Test
    void takesADelayOfAnyLength() {
        run(actor(), ctx -> {
            ctx.after(Duration.ofSeconds(Long.MAX_VALUE), "never");
            ctx.after(Duration.ofSeconds(Long.MIN_VALUE), "now");
        });

        eventually(() -> !heard.isEmpty());
        assertThat(heard).containsExactly("now");
    }
}
