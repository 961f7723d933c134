package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Cancellable;
import dev.parley.Terminated;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who watches hears of the end once, and after all that the watched one had said. */
class WatchTest extends ActorContract {
    /** What a watcher does next. */
    @FunctionalInterface
    private interface Work {
        void in(ActorContext<Object> ctx);
    }

    private final List<Object> heard = list();

    private ActorRef<Object> watcher(String name) {
        return system.spawn(name, () -> (message, ctx) -> {
            if (message instanceof Work work) {
                work.in(ctx);
            } else {
                heard.add(message);
            }
        });
    }

    private static void run(ActorRef<Object> watcher, Work work) {
        watcher.tell(work);
    }

    private ActorRef<String> target() {
        return system.spawn(() -> into(list()));
    }

    private void settled(int count) {
        eventually(() -> heard.size() >= count);
        world.pass(A_WHILE);
        assertThat(heard).hasSize(count);
    }

    @Test
    void hearsOfTheEndOnce() {
        ActorRef<String> target = target();
        ActorRef<Object> watcher = watcher("w");
        run(watcher, ctx -> ctx.watch(target, end -> end));
        system.stop(target);

        settled(1);
        assertThat(heard).containsExactly(new Terminated(target, new Terminated.Stopped()));
    }

    @Test
    void hearsOfOneThatWasDeadBefore() {
        ActorRef<String> target = target();
        List<Terminated.Reason> ends = ends(target);
        system.stop(target);
        eventually(() -> !ends.isEmpty());
        run(watcher("w"), ctx -> ctx.watch(target, end -> end));

        settled(1);
    }

    @Test
    void hearsOnceHoweverWatchAndStopRace() {
        int rounds = 200;
        ActorRef<Object> watcher = watcher("w");
        for (int i = 0; i < rounds; i++) {
            ActorRef<String> target = target();
            run(watcher, ctx -> ctx.watch(target, end -> end));
            system.stop(target);
        }

        settled(rounds);
        assertThat(heard).doesNotHaveDuplicates();
    }

    @Test
    void hearsNothingAfterUnwatchHoweverItRaces() {
        ActorRef<Object> watcher = watcher("w");
        for (int i = 0; i < 200; i++) {
            ActorRef<String> target = target();
            run(watcher, ctx -> {
                ctx.watch(target, end -> end);
                system.stop(target);
            });
            run(watcher, ctx -> {
                heard.removeIf(message ->
                        message instanceof Terminated end && end.ref().equals(target));
                ctx.unwatch(target);
            });
        }
        run(watcher, ctx -> ctx.self().tell("last"));

        settled(1);
        assertThat(heard).containsExactly("last");
    }

    @Test
    void hearsNothingAfterUnwatchAlsoOfAnEndThatWasPutAside() {
        ActorRef<String> gone = target();
        ActorRef<String> other = target();
        List<Object> aside = list();
        ActorRef<Object> watcher = system.spawn("w", () -> (message, ctx) -> {
            switch (message) {
                case Work work -> work.in(ctx);
                case Terminated end
                when aside.size() < 2 -> {
                    aside.add(end);
                    ctx.stash();
                }
                default -> heard.add(message);
            }
        });
        run(watcher, ctx -> {
            ctx.watch(gone, end -> end);
            ctx.watch(other, end -> end);
            system.stop(gone);
            system.stop(other);
        });
        eventually(() -> aside.size() == 2);
        run(watcher, ctx -> {
            ctx.unwatch(gone);
            ctx.unstashAll();
        });

        settled(1);
        assertThat(heard).containsExactly(new Terminated(other, new Terminated.Stopped()));
    }

    @Test
    void watchingTwiceReplacesTheFunction() {
        ActorRef<String> target = target();
        run(watcher("w"), ctx -> {
            ctx.watch(target, end -> "first");
            ctx.watch(target, end -> "second");
            system.stop(target);
        });

        settled(1);
        assertThat(heard).containsExactly("second");
    }

    @Test
    void watchesAnewAfterTheEnd() {
        ActorRef<String> target = target();
        ActorRef<Object> watcher = watcher("w");
        run(watcher, ctx -> ctx.watch(target, end -> "first"));
        system.stop(target);
        eventually(() -> heard.size() == 1);
        run(watcher, ctx -> ctx.watch(target, end -> "again"));

        settled(2);
        assertThat(heard).containsExactly("first", "again");
    }

    @Test
    void comesAfterTheLastMessage() {
        ActorRef<Object> watcher = watcher("w");
        ActorRef<Integer> target = system.spawn("t", () -> new Actor<>() {
            @Override
            public void onMessage(Integer upTo, ActorContext<Integer> ctx) {
                IntStream.range(0, upTo).forEach(watcher::tell);
                ctx.stop();
            }

            @Override
            public void onStop(ActorContext<Integer> ctx) {
                watcher.tell("farewell");
            }
        });
        run(watcher, ctx -> ctx.watch(target, end -> end));
        target.tell(100);

        settled(102);
        assertThat(heard.subList(100, 101)).containsExactly("farewell");
        assertThat(heard.getLast()).isInstanceOf(Terminated.class);
    }

    @Test
    void saysHowItEnded() {
        ActorRef<String> target = system.spawn(
                () -> (message, ctx) -> {
                    throw new IllegalStateException(message);
                },
                dev.parley.SupervisorStrategy.stop());
        run(watcher("w"), ctx -> ctx.watch(target, Terminated::reason));
        target.tell("why");

        settled(1);
        assertThat(heard).containsExactly(new Terminated.Crashed("IllegalStateException: why"));
    }

    @Test
    void manyWatchersHearEach() {
        ActorRef<String> target = target();
        for (int i = 0; i < 20; i++) {
            int number = i;
            run(watcher("w" + i), ctx -> ctx.watch(target, end -> number));
        }
        system.stop(target);

        settled(20);
        assertThat(heard)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 20).<Object>mapToObj(i -> i).toList());
    }

    @Test
    void endsWithTheWatcher() {
        ActorRef<String> target = target();
        ActorRef<Object> watcher = watcher("w");
        run(watcher, ctx -> ctx.watch(target, end -> end));
        run(watcher, ActorContext::stop);
        List<Terminated.Reason> watcherEnds = ends(watcher);
        eventually(() -> !watcherEnds.isEmpty());
        List<Terminated.Reason> targetEnds = ends(target);
        system.stop(target);
        eventually(() -> !targetEnds.isEmpty());

        assertThat(letters()).isEmpty();
    }

    @Test
    void watchingAnAdapterWatchesItsActor() {
        List<ActorRef<String>> adapters = list();
        ActorRef<Object> owner = watcher("owner");
        run(owner, ctx -> adapters.add(ctx.adapter(String.class, text -> text)));
        eventually(() -> !adapters.isEmpty());
        run(watcher("w"), ctx -> ctx.watch(adapters.getFirst(), end -> end.ref().equals(adapters.getFirst())));
        system.stop(owner);

        settled(1);
        assertThat(heard).containsExactly(true);
    }

    @Test
    void hearsFromOutsideUnlessCancelled() {
        ActorRef<String> target = target();
        List<Terminated> kept = list();
        List<Terminated> cancelled = list();
        system.watch(target, kept::add);
        Cancellable watch = system.watch(target, cancelled::add);
        watch.cancel();
        system.stop(target);
        eventually(() -> !kept.isEmpty());
        system.watch(target, kept::add);
        world.pass(A_WHILE);

        assertThat(kept).hasSize(2).containsOnly(new Terminated(target, new Terminated.Stopped()));
        assertThat(cancelled).isEmpty();
    }
}
