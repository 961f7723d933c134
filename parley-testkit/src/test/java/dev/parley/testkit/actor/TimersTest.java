package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Cancellable;
import dev.parley.SystemConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Ticks are messages: they come in the actor's turn, and not after they were cancelled. */
class TimersTest extends ActorContract {
    private static final Duration TICK = Duration.ofMillis(5);

    @FunctionalInterface
    private interface Work {
        void in(ActorContext<Object> ctx) throws Exception;
    }

    private final List<Object> heard = list();

    @Override
    SystemConfig config() {
        return super.config().withOpenPerActor(100_000);
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
