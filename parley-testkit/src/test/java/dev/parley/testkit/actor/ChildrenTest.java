package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.DropReason;
import dev.parley.Terminated;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A tree of actors grows by spawn and stops from the leaves. */
class ChildrenTest extends ActorContract {
    /** Reports its stop; spawns as many generations below itself as it is told. */
    private record Node(int below, List<String> stopped) implements Actor<String> {
        @Override
        public void onStart(ActorContext<String> ctx) {
            for (int i = 0; i < (below == 0 ? 0 : 2); i++) {
                ctx.spawn("c" + i, () -> new Node(below - 1, stopped));
            }
        }

        @Override
        public void onMessage(String message, ActorContext<String> ctx) {
            switch (message) {
                case "stop" -> ctx.stop();
                case "stop c0" -> ctx.stop(ctx.child("c0").orElseThrow());
                default -> throw new IllegalArgumentException(message);
            }
        }

        @Override
        public void onStop(ActorContext<String> ctx) {
            stopped.add(ctx.self().address().path());
        }
    }

    @Test
    void stopsFromTheLeaves() {
        List<String> stopped = list();
        ActorRef<String> top = system.spawn("top", () -> new Node(3, stopped));
        List<Terminated.Reason> ends = ends(top);
        top.tell("stop");

        eventually(() -> !ends.isEmpty());
        assertThat(ends).containsExactly(new Terminated.Stopped());
        assertThat(stopped).hasSize(15);
        for (String path : stopped) {
            List<String> before = stopped.subList(0, stopped.indexOf(path));
            assertThat(stopped.stream().filter(other -> other.startsWith(path + "/")))
                    .isSubsetOf(before);
        }
    }

    @Test
    void stopsOneChildOnRequest() {
        List<String> stopped = list();
        ActorRef<String> top = system.spawn("top", () -> new Node(1, stopped));
        top.tell("stop c0");

        eventually(() -> !stopped.isEmpty() && snapshots("/user/top") == 2);
        assertThat(stopped).containsExactly("/user/top/c0");
    }

    private long snapshots(String prefix) {
        return system.snapshot().actors().stream()
                .filter(actor -> actor.address().path().startsWith(prefix))
                .count();
    }

    @Test
    void handlesTheMessageInHandAndDropsTheRestWhenItStopsItself() {
        List<String> heard = list();
        Gate gate = new Gate();
        ActorRef<String> ref = system.spawn("a", () -> (message, ctx) -> {
            gate.pass();
            ctx.stop();
            heard.add(message);
        });
        List<Terminated.Reason> ends = ends(ref);
        ref.tell("one");
        eventually(gate::isReached);
        ref.tell("two");
        ref.tell("three");
        gate.open();

        eventually(() -> !ends.isEmpty() && letters().size() == 2);
        assertThat(heard).containsExactly("one");
        assertThat(letters())
                .extracting("message", "reason")
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("two", DropReason.STOPPING),
                        org.assertj.core.api.Assertions.tuple("three", DropReason.STOPPING));
    }

    @Test
    void dropsWhatComesAfterTheEnd() {
        ActorRef<String> ref = system.spawn("a", () -> into(list()));
        List<Terminated.Reason> ends = ends(ref);
        system.stop(ref);
        eventually(() -> !ends.isEmpty());
        ref.tell("late");

        assertThat(ref.offer("later")).isFalse();
        assertThat(drops()).containsExactly(DropReason.NO_SUCH_ACTOR);
        assertThat(system.snapshot().refused()).containsEntry(DropReason.NO_SUCH_ACTOR, 2L);
    }

    @Test
    void stopTakesEffectBeforeAnyMessageThatWasSentAfterIt() {
        for (int round = 0; round < 200; round++) {
            List<String> heard = list();
            ActorRef<String> ref = system.spawn(() -> into(heard));
            ref.tell("before");
            system.stop(ref);
            ref.tell("after");
            eventually(() -> system.resolve(ref.address().path(), 0).isEmpty());

            assertThat(heard).doesNotContain("after");
        }
    }

    @Test
    void stopWhenDrainedHandlesWhatIsQueued() {
        List<Integer> heard = list();
        ActorRef<Integer> ref = system.spawn("a", () -> into(heard));
        List<Terminated.Reason> ends = ends(ref);
        IntStream.range(0, 500).forEach(ref::tell);
        system.stopWhenDrained(ref);

        eventually(() -> !ends.isEmpty());
        assertThat(heard).hasSize(500);
        assertThat(drops()).isEmpty();
    }

    @Test
    void givesAChildsNameAgainOnceTheParentHasHeardOfItsEnd() {
        List<Object> heard = list();
        ActorRef<Object> parent = system.spawn("p", () -> new Actor<>() {
            @Override
            public void onMessage(Object message, ActorContext<Object> ctx) {
                if (heard.size() < 300) {
                    ActorRef<String> child = ctx.spawn("child", () -> (_, own) -> own.stop());
                    ctx.watch(child, end -> end);
                    child.tell("stop");
                }
                heard.add(message);
            }
        });
        parent.tell("begin");

        eventually(() -> heard.size() == 301);
        assertThat(heard.subList(1, 301)).allMatch(Terminated.class::isInstance);
    }

    @Test
    void givesANameOfTheTopAgainOnceAWatcherHasHeardOfItsEnd() {
        List<ActorRef<String>> lives = list();
        Runnable[] again = new Runnable[1];
        again[0] = () -> {
            if (lives.size() < 100) {
                ActorRef<String> ref = system.spawn("one", () -> into(list()));
                lives.add(ref);
                system.watch(ref, _ -> again[0].run());
                system.stop(ref);
            }
        };
        again[0].run();

        eventually(() -> lives.size() == 100);
        assertThat(lives).doesNotHaveDuplicates();
    }

    @Test
    void refusesATakenNameAndAnIllegalOne() {
        system.spawn("a", () -> into(list()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> system.spawn("a", () -> into(list())))
                .withMessageContainingAll("'a' is taken", "stop that one first and watch for its end");
        for (String name : List.of("", "a/b", "ä", "..", "~mine", "x".repeat(65))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> system.spawn(name, () -> into(list())))
                    .withMessageContaining("not an actor name");
        }
    }

    @Test
    void refusesAPathThatIsTooDeepAtTheSpawn() {
        List<Throwable> refused = list();
        List<String> deepest = list();
        system.spawn("d", () -> deeper(refused, deepest)).tell("go");

        eventually(() -> !refused.isEmpty());
        assertThat(refused).singleElement().isInstanceOf(IllegalArgumentException.class);
        assertThat(refused.getFirst()).hasMessageContaining("deep");
        assertThat(deepest.getLast().split("/")).hasSizeBetween(25, 33);
    }

    private static Actor<String> deeper(List<Throwable> refused, List<String> deepest) {
        return (message, ctx) -> {
            deepest.add(ctx.self().address().path());
            try {
                ctx.spawn("d", () -> deeper(refused, deepest)).tell(message);
            } catch (IllegalArgumentException e) {
                refused.add(e);
            }
        };
    }

    @Test
    void refusesToStopAStranger() {
        ActorRef<String> stranger = system.spawn("stranger", () -> into(list()));
        List<Throwable> refused = list();
        ActorRef<String> ref = system.spawn("a", () -> (message, ctx) -> {
            try {
                ctx.stop(stranger);
            } catch (IllegalArgumentException e) {
                refused.add(e);
            }
        });
        ref.tell("go");

        eventually(() -> !refused.isEmpty());
        assertThat(refused.getFirst()).hasMessageContaining("is no child of");
    }

    @Test
    void namesChildrenInTheOrderOfTheirSpawn() {
        List<Object> names = list();
        system.<String>spawn("p", () -> (message, ctx) -> {
                    for (String name : List.of("c", "a", "b")) {
                        ctx.spawn(name, () -> into(list()));
                    }
                    ctx.children().forEach(child -> names.add(child.address().name()));
                })
                .tell("go");

        eventually(() -> names.size() == 3);
        assertThat(names).containsExactly("c", "a", "b");
    }

    /** Has a child with a name, two without, and another with a name, in this order. */
    private record Mixed(List<ActorRef<?>> spawned, List<List<ActorRef<?>>> seen) implements Actor<String> {
        @Override
        public void onStart(ActorContext<String> ctx) {
            spawned.add(ctx.<String>spawn("first", () -> (_, own) -> own.stop()));
            spawned.add(ctx.<String>spawn(() -> (_, own) -> own.stop()));
            spawned.add(ctx.<String>spawn(() -> (_, own) -> own.stop()));
            spawned.add(ctx.<String>spawn("last", () -> (_, own) -> own.stop()));
        }

        @Override
        public void onMessage(String message, ActorContext<String> ctx) {
            seen.add(List.copyOf(ctx.children()));
        }
    }

    @Test
    void listsChildrenInTheOrderOfTheirSpawnAsLongAsTheyLive() {
        List<ActorRef<?>> spawned = list();
        List<List<ActorRef<?>>> seen = list();
        ActorRef<String> parent = system.spawn("p", () -> new Mixed(spawned, seen));
        parent.tell("look");
        eventually(() -> seen.size() == 1);
        assertThat(seen.getFirst()).containsExactlyElementsOf(spawned);

        system.stop(spawned.get(1));
        eventually(() -> snapshots("/user/p/") == 3);
        parent.tell("look");
        eventually(() -> seen.size() == 2);
        assertThat(seen.getLast()).containsExactly(spawned.get(0), spawned.get(2), spawned.get(3));
    }

    @Test
    void findsChildrenByTheirPathsWithAndWithoutAName() {
        List<ActorRef<?>> spawned = list();
        ActorRef<String> parent = system.spawn("p", () -> new Mixed(spawned, list()));
        eventually(() -> spawned.size() == 4);
        for (ActorRef<?> child : spawned) {
            String path = child.address().path();
            assertThat(system.resolve(path, child.address().incarnation()))
                    .hasValueSatisfying(found -> assertThat(found).isEqualTo(child));
        }
        for (String name : List.of("~", "~0", "~x", "~18446744073709551616", "~99999", "other")) {
            assertThat(system.resolve("/user/p/" + name, 0)).isEmpty();
        }

        system.stop(spawned.get(2));
        eventually(() -> system.resolve(spawned.get(2).address().path(), 0).isEmpty());
        assertThat(system.resolve(spawned.get(1).address().path(), 0)).isPresent();
        system.stop(parent);
        eventually(() -> snapshots("/user/p") == 0);
        assertThat(system.resolve(spawned.get(1).address().path(), 0)).isEmpty();
    }

    @Test
    void givesEachOfManyNamesToOneChild() {
        List<Throwable> refused = list();
        List<Integer> found = list();
        system.<String>spawn("p", () -> (_, ctx) -> {
                    IntStream.range(0, 1000).forEach(i -> ctx.spawn("n" + i, () -> into(list())));
                    IntStream.range(0, 1000)
                            .filter(i -> ctx.child("n" + i).isPresent())
                            .forEach(found::add);
                    try {
                        ctx.spawn("n500", () -> into(list()));
                    } catch (IllegalArgumentException taken) {
                        refused.add(taken);
                    }
                })
                .tell("go");

        eventually(() -> !refused.isEmpty());
        assertThat(found).hasSize(1000);
    }
}
