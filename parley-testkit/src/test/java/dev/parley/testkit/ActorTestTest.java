package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorRef;
import dev.parley.ActorSystem;
import dev.parley.DropReason;
import dev.parley.Request;
import dev.parley.SystemConfig;
import dev.parley.testkit.simulation.SeedFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link ActorTest} hands over: a system in virtual time. */
class ActorTestTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    @ActorTest
    void timersGoByVirtualTime(ActorTestKit kit, ActorSystem system) {
        TestProbe<String> probe = kit.probe();
        system.<String>spawn(() -> (text, ctx) ->
                        probe.ref().tell(text + " after " + kit.now().toMinutes() + " min"))
                .tell("now");
        probe.expectMessage("now after 0 min", SOON);

        ActorRef<Duration> clock = system.spawn(() -> (delay, ctx) -> {
            ctx.sleep(delay);
            probe.ref().tell("late");
        });
        clock.tell(Duration.ofHours(24));
        kit.runFor(Duration.ofHours(23));
        probe.expectNothing(Duration.ofMinutes(59));
        probe.expectMessage("late", Duration.ofMinutes(2));
        assertThat(kit.now()).isBetween(Duration.ofHours(24), Duration.ofHours(25));
        assertThat(kit.system()).isSameAs(system);
    }

    private record Name() implements Request<Name, String> {}

    @ActorTest(seeds = 5)
    void anActorMayAskOneOfAnotherSystem(ActorTestKit kit) {
        ActorSystem other = kit.start(SystemConfig.defaults().withName("other"));
        ActorRef<Name> there = other.spawn(() -> (name, ctx) -> ctx.reply(name, other.name()));
        TestProbe<String> probe = kit.probe();
        kit.system()
                .<String>spawn(() -> (text, _) -> probe.ref().tell(text + " " + there.ask(new Name())))
                .tell("it is");

        probe.expectMessage("it is other", SOON);
    }

    @ActorTest
    void deadLettersOfAllSystemsAreKept(ActorTestKit kit) {
        ActorSystem tiny = kit.start(SystemConfig.defaults().withName("tiny").withMailboxMessages(1));
        ActorRef<String> slow = tiny.spawn(() -> (_, ctx) -> ctx.sleep(SOON));
        List.of("one", "two", "three").forEach(slow::tell);
        kit.runFor(Duration.ofMinutes(1));

        assertThat(kit.deadLetters())
                .isNotEmpty()
                .allSatisfy(letter -> assertThat(letter.reason()).isEqualTo(DropReason.MAILBOX_FULL));
    }

    @Launched.Only
    static final class Orders {
        static final Set<List<Integer>> SEEN = new HashSet<>();

        private final List<String> heard = new ArrayList<>();

        @BeforeEach
        void before(ActorSystem system, ActorTestKit kit) {
            assertThat(kit.system()).isSameAs(system);
            heard.add("before " + system.name());
        }

        @ActorTest(seeds = 30)
        void anyOrderOfSendersComes(ActorTestKit kit) {
            assertThat(heard).containsExactly("before test");
            TestProbe<Integer> probe = kit.probe();
            for (int i = 0; i < 3; i++) {
                kit.system()
                        .<Integer>spawn(() -> (number, _) -> probe.ref().tell(number))
                        .tell(i);
            }
            SEEN.add(List.of(probe.expect(SOON), probe.expect(SOON), probe.expect(SOON)));
        }

        @ActorTest
        void fails(ActorTestKit kit) {
            TestProbe<String> probe = kit.probe();
            kit.runFor(SOON);
            probe.expect(SOON);
        }
    }

    @Launched.Only
    static final class Mixed {
        @ActorTest
        @SimulationTest
        void isBoth(ActorTestKit kit) {
            kit.runFor(SOON);
        }

        @SimulationTest(nodes = 1)
        void takesWhatIsNotThere(ActorTestKit kit) {
            kit.runFor(SOON);
        }
    }

    @Test
    void aTestIsOfAClusterOrOfActors() {
        Launched mixed = Launched.run(Mixed.class);
        assertThat(mixed.failure("takesWhatIsNotThere")).hasMessageContaining("No ParameterResolver registered");
        assertThat(mixed.failure("isBoth")).hasMessageContaining("leave one of them out");
    }

    @Test
    void manySeedsGiveManyOrdersAndAFailureNamesItsSeed() {
        Launched orders = Launched.run(Orders.class);
        assertThat(orders.passed()).containsExactly("anyOrderOfSendersComes");
        assertThat(Orders.SEEN).hasSize(6);
        assertThat(orders.failure("fails"))
                .isInstanceOf(SeedFailure.class)
                .hasMessageStartingWith("expected a message within PT1S")
                .hasMessageContaining("-Dparley.seed=1")
                .hasMessageContaining("Seeds.replay(trial, ActorTestKit.scenario(new Orders()::fails));");
        assertThat(Launched.run(Orders.class, "parley.seed", "9").failure("fails"))
                .hasMessageContaining("-Dparley.seed=9");
    }
}
