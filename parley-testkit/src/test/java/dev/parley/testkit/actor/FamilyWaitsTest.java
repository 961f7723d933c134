package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.Failure;
import dev.parley.Request;
import dev.parley.Terminated;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A parent that stops or restarts waits for its children; a child that waits for its parent meanwhile is told. */
class FamilyWaitsTest extends ActorContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    sealed interface Cmd {}

    record Get() implements Cmd, Request<Cmd, String> {}

    record Boom() implements Cmd {}

    record Hold(Gate gate) implements Cmd {}

    private final List<Object> heard = list();
    private final List<ActorRef<String>> children = list();

    private static Object askTo(ActorRef<Cmd> parent) {
        try {
            return parent.ask(new Get(), MINUTE);
        } catch (AskException e) {
            return e.failure();
        }
    }

    private ActorRef<Cmd> parent(boolean asksInOnStop) {
        return system.spawn(
                "parent",
                () -> new Actor<Cmd>() {
                    @Override
                    public void onStart(ActorContext<Cmd> ctx) {
                        children.add(ctx.spawn("child", () -> child(ctx.self(), asksInOnStop)));
                    }

                    @Override
                    public void onMessage(Cmd message, ActorContext<Cmd> ctx) throws Exception {
                        switch (message) {
                            case Get get -> ctx.reply(get, "parent");
                            case Boom _ -> throw new IllegalStateException("planned");
                            case Hold(Gate gate) -> gate.pass();
                        }
                    }
                },
                RestartTest.atOnce());
    }

    private Actor<String> child(ActorRef<Cmd> parent, boolean asksInOnStop) {
        return new Actor<>() {
            @Override
            public void onMessage(String message, ActorContext<String> ctx) {
                heard.add("asks");
                heard.add(askTo(parent));
            }

            @Override
            public void onStop(ActorContext<String> ctx) {
                if (asksInOnStop) {
                    heard.add(askTo(parent));
                }
            }
        };
    }

    private Duration took(long startNanos) {
        return Duration.ofNanos(world.environment().clock().nanoTime() - startNanos);
    }

    @Test
    void aChildThatAsksInOnStopIsTold() {
        ActorRef<Cmd> parent = parent(true);
        eventually(() -> !children.isEmpty());
        List<Terminated.Reason> ends = ends(parent);
        long startNanos = world.environment().clock().nanoTime();
        system.stop(parent);
        eventually(() -> !ends.isEmpty());

        assertThat(took(startNanos)).isLessThan(SOON);
        assertThat(heard).singleElement().isInstanceOf(Failure.Cycle.class);
    }

    @Test
    void aChildThatAsksAlreadyWhenItsParentRestartsIsTold() {
        ActorRef<Cmd> parent = parent(false);
        eventually(() -> !children.isEmpty());
        Gate gate = new Gate();
        parent.tell(new Hold(gate));
        eventually(gate::isReached);
        parent.tell(new Boom());
        children.getFirst().tell("ask");
        eventually(() -> heard.contains("asks"));
        world.pass(A_WHILE);
        gate.open();

        eventually(() -> children.size() == 2);
        assertThat(heard).hasSize(2).last().isInstanceOf(Failure.Cycle.class);
    }
}
