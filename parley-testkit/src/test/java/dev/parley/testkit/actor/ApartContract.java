package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.DropReason;
import dev.parley.Request;
import dev.parley.SpawnOption;
import dev.parley.SupervisorStrategy;
import dev.parley.SystemConfig;
import dev.parley.Terminated;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An actor that runs apart from the others behaves as they do. */
abstract class ApartContract extends ActorContract {
    /** Where it runs. */
    abstract SpawnOption apart();

    @Override
    SystemConfig config() {
        return SystemConfig.defaults().withName("test").withClose(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    sealed interface Talk {}

    record Say(int number) implements Talk {}

    record Fail() implements Talk {}

    record Count() implements Talk, Request<Talk, Integer> {}

    record Call(List<ActorRef<Talk>> way) implements Talk, Request<Talk, String> {}

    /** Counts, fails, and asks others while it is asked. */
    static final class Talker implements Actor<Talk> {
        private final List<Object> seen;
        private int count;

        Talker(List<Object> seen) {
            this.seen = seen;
        }

        @Override
        public void onStart(ActorContext<Talk> ctx) {
            seen.add("start");
        }

        @Override
        public void onStop(ActorContext<Talk> ctx) {
            seen.add("stop");
        }

        @Override
        public void onMessage(Talk message, ActorContext<Talk> ctx) {
            switch (message) {
                case Say(int number) -> {
                    count++;
                    seen.add(number);
                }
                case Fail _ -> throw new IllegalStateException("planned");
                case Count asked -> ctx.reply(asked, count);
                case Call call -> ctx.reply(call, call(call));
            }
        }

        private static String call(Call call) {
            try {
                return call.way().getFirst().ask(new Call(call.way().reversed()));
            } catch (AskException e) {
                return e.failure().getClass().getSimpleName();
            }
        }
    }

    private ActorRef<Talk> talker(List<Object> seen) {
        return system.spawn(
                () -> new Talker(seen), apart(), SupervisorStrategy.restart().backoff(Duration.ZERO, SOON));
    }

    @Test
    void handlesInOrderAndAnswers() {
        List<Object> seen = list();
        ActorRef<Talk> ref = talker(seen);
        IntStream.range(0, 1_000).forEach(number -> ref.tell(new Say(number)));

        assertThat(ref.ask(new Count(), SOON)).isEqualTo(1_000);
        assertThat(seen.subList(1, seen.size()))
                .containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
    }

    @Test
    void restartsWithItsMailbox() {
        List<Object> seen = list();
        ActorRef<Talk> ref = talker(seen);
        ref.tell(new Say(1));
        ref.tell(new Fail());
        ref.tell(new Say(2));

        assertThat(ref.ask(new Count(), SOON)).isEqualTo(1);
        assertThat(seen).containsExactly("start", 1, "stop", "start", 2);
        assertThat(snapshot(ref).restarts()).isEqualTo(1);
    }

    @Test
    void stopsAndTellsItsWatchersOnce() {
        List<Object> seen = list();
        ActorRef<Talk> ref = talker(seen);
        List<Terminated.Reason> ends = ends(ref);
        system.stop(ref);
        eventually(() -> !ends.isEmpty());
        ref.tell(new Say(1));

        eventually(() -> drops().contains(DropReason.NO_SUCH_ACTOR));
        assertThat(ends).containsExactly(new Terminated.Stopped());
        assertThat(seen).isSubsetOf("start", "stop");
    }

    @Test
    void asksAndWaitsWithoutWaitingForItself() {
        ActorRef<Talk> one = talker(list());
        ActorRef<Talk> two = talker(list());
        ActorRef<Talk> shared = system.spawn(() -> new Talker(list()));

        assertThat(one.ask(new Call(List.of(two, one)), SOON)).isEqualTo("Cycle");
        assertThat(shared.ask(new Call(List.of(one, shared)), SOON)).isEqualTo("Cycle");
    }

    @Test
    void givesItsContextToNoOtherThread() {
        List<ActorContext<String>> leaked = list();
        List<Throwable> refused = list();
        ActorRef<String> apart = system.spawn("leaky", () -> (message, ctx) -> leaked.add(ctx), apart());
        ActorRef<String> thief = system.spawn(() -> (message, ctx) -> {
            try {
                leaked.getFirst().stop();
            } catch (IllegalStateException e) {
                refused.add(e);
            }
        });
        apart.tell("leak");
        eventually(() -> !leaked.isEmpty());
        thief.tell("steal");
        eventually(() -> !refused.isEmpty());

        assertThat(refused.getFirst()).hasMessageContaining("/user/leaky").hasMessageContaining("valid on the thread");
    }

    @Test
    void hearsItsTimersAndTheResultsOfItsWork() {
        List<Object> heard = list();
        system.spawn(
                () -> new Actor<Object>() {
                    @Override
                    public void onStart(ActorContext<Object> ctx) throws Exception {
                        ctx.after(Duration.ofMillis(1), "tick");
                        ctx.pipe(() -> "done", result -> result);
                        ctx.sleep(Duration.ofMillis(2));
                    }

                    @Override
                    public void onMessage(Object message, ActorContext<Object> ctx) {
                        heard.add(message);
                    }
                },
                apart());

        eventually(() -> heard.size() == 2);
        assertThat(heard).contains("tick");
    }

    @Test
    void handlesAtCloseWhatItHas() {
        List<Object> seen = list();
        ActorRef<Talk> ref = talker(seen);
        IntStream.range(0, 1_000).forEach(number -> ref.tell(new Say(number)));
        system.close();

        assertThat(seen).hasSize(1_002).endsWith("stop");
        assertThat(ref.askLater(new Count(), SOON)).isCompletedExceptionally();
    }

    @Test
    void isAChildLikeAnyOther() {
        ActorRef<String> parent = system.spawn(
                () -> new Actor<>() {
                    @Override
                    public void onStart(ActorContext<String> ctx) {
                        ctx.spawn("child", () -> new Talker(list()), apart(), SupervisorStrategy.escalate())
                                .tell(new Fail());
                    }

                    @Override
                    public void onMessage(String message, ActorContext<String> ctx) {}
                },
                SupervisorStrategy.stop());
        List<Terminated.Reason> ends = ends(parent);

        eventually(() -> !ends.isEmpty());
        assertThat(ends.getFirst()).isInstanceOf(Terminated.Crashed.class);
    }
}
