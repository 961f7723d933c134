package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.ActorRef;
import dev.parley.ActorSystem;
import dev.parley.Request;
import dev.parley.SystemConfig;
import dev.parley.Terminated;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a probe expects, in virtual time and in real time. */
class TestProbeTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @ActorTest
    void expectsMessagesInOrder(ActorTestKit kit) {
        TestProbe<Integer> probe = kit.probe();
        IntStream.rangeClosed(1, 5).forEach(probe.ref()::tell);
        probe.expectMessage(1, SOON);
        probe.expectMessages(List.of(2, 3), SOON);
        probe.expectMessages(List.of(), SOON);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> probe.expectMessage(7, SOON))
                .withMessageMatching("expected 7, and this came to .*: 4");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> probe.expectMessages(List.of(5, 6), SOON))
                .withMessageMatching("expected \\[5, 6] within PT10S, and this came to .*: \\[5]");
    }

    @ActorTest
    void aListHasOneLimitForAllOfIt(ActorTestKit kit) {
        TestProbe<String> probe = kit.probe();
        kit.system()
                .<String>spawn(() -> (text, ctx) -> {
                    ctx.sleep(Duration.ofSeconds(6));
                    probe.ref().tell(text);
                    ctx.self().tell(text);
                })
                .tell("tick");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> probe.expectMessages(List.of("tick", "tick"), SOON))
                .withMessageEndingWith(": [tick]");
        assertThat(kit.now()).isEqualTo(SOON);
    }

    @ActorTest
    void fishesForOneMessageAndThrowsAwayWhatCameBefore(ActorTestKit kit) {
        TestProbe<Integer> probe = kit.probe();
        IntStream.rangeClosed(1, 5).forEach(probe.ref()::tell);

        assertThat(probe.fishFor(number -> number > 2, SOON)).isEqualTo(3);
        assertThat(probe.expect(SOON)).isEqualTo(4);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> probe.fishFor(number -> number > 5, SOON))
                .withMessageMatching("nothing that was fished for came to .* within PT10S, but this: \\[5]");
    }

    @ActorTest
    void hearsOfAnEndThatWasWatchedFor(ActorTestKit kit) {
        TestProbe<String> probe = kit.probe();
        ActorRef<String> mortal = kit.system().spawn(() -> (text, ctx) -> {
            probe.ref().tell(text);
            ctx.stop();
        });
        probe.watch(mortal);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> probe.expectTerminated(mortal, Duration.ofMinutes(1)))
                .withMessageContaining("did not come");
        mortal.tell("last words");

        assertThat(probe.expectTerminated(mortal, SOON)).isEqualTo(new Terminated(mortal, new Terminated.Stopped()));
        probe.expectMessage("last words", Duration.ZERO);
        probe.expectNothing(SOON);
    }

    @ActorTest
    void hearsOfTheEndOfTheDead(ActorTestKit kit) {
        TestProbe<String> probe = kit.probe();
        ActorRef<String> mortal = kit.system().spawn(() -> (_, _) -> {});
        kit.system().stop(mortal);
        kit.runFor(SOON);

        assertThat(probe.expectTerminated(mortal, SOON).ref()).isEqualTo(mortal);
    }

    @ActorTest
    void saysThatAWatchCannotBegin(ActorTestKit kit) {
        ActorSystem tight = kit.start(SystemConfig.defaults().withName("tight").withOpenPerActor(1));
        TestProbe<String> probe = TestProbe.start(tight);
        probe.watch(tight.spawn(() -> (_, _) -> {}));
        ActorRef<String> other = tight.spawn(() -> (_, _) -> {});

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> probe.watch(other))
                .withMessageContaining("could not begin to watch " + other);
    }

    private enum Query implements Request<Query, Integer> {
        HOW_MANY
    }

    @ActorTest
    void answersEachWhoAskedWithTheSameObject(ActorTestKit kit) {
        TestProbe<Query> probe = kit.probe();
        CompletableFuture<Integer> first =
                probe.ref().askLater(Query.HOW_MANY, SOON).toCompletableFuture();
        Query one = probe.expectMessage(Query.HOW_MANY, SOON);
        CompletableFuture<Integer> second =
                probe.ref().askLater(Query.HOW_MANY, SOON).toCompletableFuture();
        Query other = probe.expectMessage(Query.HOW_MANY, SOON);
        probe.reply(one, 1);
        probe.reply(other, 2);
        kit.runFor(Duration.ofSeconds(1));

        assertThat(first).isCompletedWithValue(1);
        assertThat(second).isCompletedWithValue(2);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> probe.reply(one, 3))
                .withMessageContaining("has answered it: HOW_MANY");
    }

    @ActorTest
    void waitsAsLongAsItIsToldTo(ActorTestKit kit) {
        TestProbe<String> probe = kit.probe();
        probe.expectNothing(Duration.ofHours(5));
        assertThat(kit.now()).isEqualTo(Duration.ofHours(5));

        kit.system()
                .<String>spawn(() -> (text, ctx) -> {
                    ctx.sleep(Duration.ofDays(2));
                    probe.ref().tell(text);
                })
                .tell("late");
        probe.expectMessages(List.of("late"), ChronoUnit.FOREVER.getDuration());
        assertThat(kit.now()).isEqualTo(Duration.ofHours(53));
    }

    @Test
    void saysThatItsSystemHasEndedAndInterruptsNobody() {
        ActorSystem system = ActorSystem.start("real");
        TestProbe<String> probe = TestProbe.start(system);
        probe.ref().tell("before");
        probe.expectMessage("before", SOON);
        system.close();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> probe.expect(SOON))
                .withMessage("nothing comes to " + probe.ref() + " any more: its system has ended");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void worksInRealTimeToo() {
        try (ActorSystem system = ActorSystem.start("real")) {
            TestProbe<String> probe = TestProbe.start(system);
            ActorRef<String> mortal = system.spawn(() -> (text, ctx) -> {
                probe.ref().tell(text);
                ctx.stop();
            });
            mortal.tell("last words");

            assertThat(probe.expectTerminated(mortal, SOON).reason()).isEqualTo(new Terminated.Stopped());
            assertThat(probe.fishFor("last words"::equals, SOON)).isEqualTo("last words");
        }
    }
}
