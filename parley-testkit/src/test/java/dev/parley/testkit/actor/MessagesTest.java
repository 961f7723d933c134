package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Messages arrive one at a time, in the order of their sender. */
class MessagesTest extends ActorContract {
    sealed interface Count {}

    record Add(int number) implements Count {}

    record Sum() implements Count, Request<Count, Integer> {}

    static Actor<Count> counter(int sum) {
        return (message, ctx) -> {
            switch (message) {
                case Add(int number) -> ctx.become(counter(sum + number));
                case Sum get -> ctx.reply(get, sum);
            }
        };
    }

    @Test
    void aLambdaIsAnActor() {
        ActorRef<Count> counter = system.spawn("counter", () -> counter(0));
        counter.tell(new Add(3));
        counter.tell(new Add(4));

        assertThat(counter.ask(new Sum())).isEqualTo(7);
    }

    @Test
    void keepsTheOrderOfASender() {
        List<Integer> heard = list();
        ActorRef<Integer> ref = system.spawn("list", () -> into(heard));
        IntStream.range(0, 1_000).forEach(ref::tell);

        eventually(() -> heard.size() == 1_000);
        assertThat(heard).isSorted();
    }

    @Test
    void keepsTheOrderOfEachOfManySenders() {
        List<int[]> heard = new ArrayList<>();
        ActorRef<int[]> sink = system.spawn("sink", () -> into(heard));
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            int sender = i;
            ActorRef<Integer> ref = system.spawn(() -> (upTo, ctx) -> {
                for (int n = 0; n < upTo; n++) {
                    sink.tell(new int[] {sender, n});
                }
                done.incrementAndGet();
            });
            ref.tell(100);
        }
        eventually(() -> done.get() == 10 && snapshot(sink).handled() == 1_000);

        for (int i = 0; i < 10; i++) {
            int sender = i;
            assertThat(heard.stream().filter(pair -> pair[0] == sender).mapToInt(pair -> pair[1]))
                    .containsExactly(IntStream.range(0, 100).boxed().toArray(Integer[]::new));
        }
    }

    @Test
    void handlesWhatOnStartTellsItself() {
        List<String> heard = list();
        ActorRef<String> ref = system.spawn("late", () -> new Actor<>() {
            @Override
            public void onStart(ActorContext<String> ctx) {
                heard.add("start");
                ctx.self().tell("from start");
            }

            @Override
            public void onMessage(String message, ActorContext<String> ctx) {
                heard.add(message);
            }
        });
        ref.tell("a");
        ref.tell("b");

        eventually(() -> heard.size() == 4);
        assertThat(heard).startsWith("start").containsSubsequence("a", "b").contains("from start");
    }

    @Test
    void becomeTakesTheNextMessageAndNotThisOne() {
        List<String> heard = list();
        ActorRef<String> ref = system.spawn("two", () -> (message, ctx) -> {
            ctx.become((later, _) -> heard.add("second " + later));
            heard.add("first " + message);
        });
        ref.tell("a");
        ref.tell("b");

        eventually(() -> heard.size() == 2);
        assertThat(heard).containsExactly("first a", "second b");
    }

    @Test
    void refusesNullAtTheCall() {
        List<Object> heard = list();
        ActorRef<Object> ref = system.spawn("list", () -> into(heard));

        assertThatNullPointerException().isThrownBy(() -> ref.tell(nothing()));
        assertThatNullPointerException().isThrownBy(() -> ref.offer(nothing()));
    }

    @SuppressWarnings("NullAway") // what a caller without null checks can do
    private static Object nothing() {
        return null;
    }

    @Test
    void refsAreEqualWhenTheirAddressesAre() {
        ActorRef<String> a = system.spawn("a", () -> into(list()));
        ActorRef<String> b = system.spawn("b", () -> into(list()));
        Object again = system.resolve("/user/a", 0).orElseThrow();

        assertThat(a).isEqualTo(again).hasSameHashCodeAs(again).isNotEqualTo(b);
        assertThat(a.toString()).isEqualTo("actor://test/user/a#" + a.address().incarnation());
    }
}
