package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorAddress;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.ReplyTo;
import dev.parley.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Actors that would wait for each other for ever hear so at once. Limits here are a minute: none may run out. */
class CycleTest extends ActorContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    sealed interface Cmd {}

    /** Asks for a value, along a path: the first of it is asked next. */
    record Get(List<ActorRef<Cmd>> path) implements Cmd, Request<Cmd, String> {}

    record Do(Work work) implements Cmd {}

    @FunctionalInterface
    interface Work {
        void run(ActorContext<Cmd> ctx) throws Exception;
    }

    @FunctionalInterface
    interface Answer {
        void to(Get get, ActorContext<Cmd> ctx) throws Exception;
    }

    private ActorRef<Cmd> answering(String name, Answer answer) {
        return system.spawn(name, () -> (message, ctx) -> {
            switch (message) {
                case Get get -> answer.to(get, ctx);
                case Do(Work work) -> work.run(ctx);
            }
        });
    }

    /** Asks along the path, and answers with what came of it. */
    private ActorRef<Cmd> walker(String name) {
        return answering(name, (get, ctx) -> ctx.reply(get, along(get.path())));
    }

    private static String along(List<ActorRef<Cmd>> path) {
        if (path.isEmpty()) {
            return "arrived";
        }
        try {
            return path.getFirst().ask(new Get(path.subList(1, path.size())), MINUTE);
        } catch (AskException e) {
            return e.failure() instanceof Failure.Cycle(List<ActorAddress> cycle)
                    ? names(cycle)
                    : String.valueOf(e.getMessage());
        }
    }

    private static String names(List<ActorAddress> path) {
        return String.join(
                " ",
                path.stream()
                        .map(address -> address.path().substring("/user/".length()))
                        .toList());
    }

    private String get(ActorRef<Cmd> first, List<ActorRef<Cmd>> path) {
        return get(first.askLater(new Get(path), MINUTE));
    }

    @Test
    void tellsAnActorThatAsksItself() {
        ActorRef<Cmd> a = walker("a");
        assertThat(get(a, List.of(a))).isEqualTo("a a");
    }

    @Test
    void tellsTheSecondOfTwoThatAskEachOther() {
        ActorRef<Cmd> a = walker("a");
        ActorRef<Cmd> b = walker("b");
        assertThat(get(a, List.of(b, a))).isEqualTo("b a b");
    }

    @Test
    void theRequestOfWhoHeardOfACycleHasItsAnswer() {
        ActorRef<Cmd> a = walker("a");
        ActorRef<Cmd> b = walker("b");
        get(a, List.of(b, a));

        eventually(() -> !drops().isEmpty());
        assertThat(drops()).containsExactly(DropReason.ALREADY_ANSWERED);
    }

    @Test
    void tellsTheLastOfARing() {
        List<ActorRef<Cmd>> ring = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ring.add(walker("r" + i));
        }
        ring.add(ring.getFirst());
        assertThat(get(ring.getFirst(), ring.subList(1, ring.size())))
                .startsWith("r19 r0 r1")
                .endsWith("r18 r19");
    }

    @Test
    void letsALongWayEndThatIsNoRing() {
        List<ActorRef<Cmd>> way = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            way.add(walker("w" + i));
        }
        assertThat(get(way.getFirst(), way.subList(1, way.size()))).isEqualTo("arrived");
    }

    @Test
    void tellsOneAtLeastOfTwoThatAskEachOtherAtOnce() {
        for (int i = 0; i < 50; i++) {
            ActorRef<Cmd> a = walker("a" + i);
            ActorRef<Cmd> b = walker("b" + i);
            CompletableFuture<String> one = new CompletableFuture<>();
            CompletableFuture<String> other = new CompletableFuture<>();
            a.tell(new Do(ctx -> one.complete(along(List.of(b)))));
            b.tell(new Do(ctx -> other.complete(along(List.of(a)))));
            List<String> both = List.of(get(one), get(other));
            assertThat(both).allMatch(heard -> heard.equals("arrived") || heard.matches("[ab]\\d+ [ab]\\d+ [ab]\\d+"));
        }
    }

    @Test
    void tellsAnAskerWhoseRequestIsForwardedToOneThatWaitsForIt() {
        ActorRef<Cmd> c = walker("c");
        ActorRef<Cmd> b = answering("b", (get, ctx) -> ctx.forward(c, get));
        ActorRef<Cmd> a = walker("a");
        CompletableFuture<String> heard = new CompletableFuture<>();
        a.tell(new Do(ctx -> {
            c.tell(new Do(inner -> heard.complete(along(List.of(a)))));
            along(List.of(b));
        }));
        assertThat(get(heard)).isIn("c a c", "arrived");
    }

    @Test
    void tellsWhoPutsARequestOffAndThenAsksItsAsker() {
        ActorRef<Cmd> a = walker("a");
        CompletableFuture<ReplyTo<String>> kept = new CompletableFuture<>();
        ActorRef<Cmd> b = answering("b", (get, ctx) -> {
            ReplyTo<String> later = ctx.replyTo(get);
            kept.complete(later);
            later.reply(along(List.of(a)));
        });
        assertThat(get(a, List.of(b))).isEqualTo("b a b");
    }

    @Test
    void isNotSaidWhereAnotherThreadAnswers() {
        ActorRef<Cmd> a = walker("a");
        ActorRef<Cmd> b = answering("b", (get, ctx) -> {
            ctx.pipe(get, () -> "piped");
            along(List.of(a));
        });
        assertThat(get(a, List.of(b))).isEqualTo("piped");
    }

    @Test
    void isNotSaidOfRequestsThatDoNotBlock() {
        ActorRef<Cmd> a = walker("a");
        CompletableFuture<String> back = new CompletableFuture<>();
        ActorRef<Cmd> b = answering("b", (get, ctx) -> {
            ctx.ask(a, new Get(List.of()), MINUTE, result -> new Do(inner -> back.complete(result.orThrow())));
            ctx.reply(get, "answered");
        });
        assertThat(get(a, List.of(b))).isEqualTo("answered");
        assertThat(get(back)).isEqualTo("arrived");
    }

    @Test
    void namesTheActorsInItsText() {
        ActorRef<Cmd> a = walker("a");
        CompletableFuture<String> text = new CompletableFuture<>();
        a.tell(new Do(ctx -> {
            try {
                a.ask(new Get(List.of()), MINUTE);
            } catch (AskException e) {
                text.complete(String.valueOf(e.getMessage()));
            }
        }));
        assertThat(get(text)).contains("wait for itself").contains(a.address().toString());
    }
}
