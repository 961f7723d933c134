package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Actor;
import dev.parley.ActorRef;
import dev.parley.ActorSnapshot;
import dev.parley.DeadLetter;
import dev.parley.DropReason;
import dev.parley.SystemConfig;
import dev.parley.SystemEvent;
import dev.parley.SystemSnapshot;
import dev.parley.Terminated;
import dev.parley.spi.SystemAccess;
import dev.parley.testkit.TestProbe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A promise of actors, held in every {@link ActorWorld}. After each test the balance must be even: what entered a
 * mailbox was handled, dropped, or is still there.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.parley.testkit.actor.ActorWorld#kinds")
abstract class ActorContract {
    /** Long enough for a loaded machine; costs nothing when all is well. */
    static final Duration SOON = Duration.ofSeconds(10);

    /** Long enough to see that something does not happen. */
    static final Duration A_WHILE = Duration.ofMillis(30);

    @Parameter
    ActorWorld.Kind kind = new ActorWorld.Kind.Jvm(); // replaced for each world

    ActorWorld world;
    SystemAccess system;
    boolean leavesStragglers; // a handler that never returns outlives its system
    final List<SystemEvent> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        world = kind.open();
        system = world.start(config());
        system.events(events::add);
    }

    /** The system's limits; a suite may want others. */
    SystemConfig config() {
        return SystemConfig.defaults().withName("test").withClose(Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    @AfterEach
    void closesInBalance() {
        // a message in a turn is neither waiting nor handled, and one that a test left behind may begin its turn now
        assertThat(world.await(() -> imbalance(system.snapshot()) == 0, SOON))
                .as("balance of %s", system.snapshot())
                .isTrue();
        system.close();
        assertThat(leavesStragglers || system.snapshot().actors().isEmpty()).isTrue();
        assertThat(imbalance(system.snapshot()))
                .as("balance of %s", system.snapshot())
                .isZero();
        world.close();
    }

    /** Of what was told and of news, each of which must balance by itself. */
    static long imbalance(SystemSnapshot snapshot) {
        return Math.abs(snapshot.told().missing())
                + Math.abs(snapshot.news().missing())
                + Math.max(0, -snapshot.told().queued())
                + Math.max(0, -snapshot.told().stashed());
    }

    void eventually(BooleanSupplier condition) {
        assertThat(world.await(condition, SOON)).as("came true within %s", SOON).isTrue();
    }

    <T> T get(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        eventually(future::isDone);
        return future.join();
    }

    <M> TestProbe<M> probe() {
        return TestProbe.start(system);
    }

    /** Ends of {@code ref}, as a watcher outside of all actors hears them. */
    List<Terminated.Reason> ends(ActorRef<?> ref) {
        List<Terminated.Reason> ends = new CopyOnWriteArrayList<>();
        system.watch(ref, end -> ends.add(end.reason()));
        return ends;
    }

    List<DeadLetter> letters() {
        return events.stream()
                .filter(SystemEvent.Dropped.class::isInstance)
                .map(event -> ((SystemEvent.Dropped) event).letter())
                .toList();
    }

    List<DropReason> drops() {
        return letters().stream().map(DeadLetter::reason).toList();
    }

    ActorSnapshot snapshot(ActorRef<?> ref) {
        return system.snapshot().actors().stream()
                .filter(actor -> actor.address().equals(ref.address()))
                .findFirst()
                .orElseThrow();
    }

    /** An actor that appends what it gets to a list. */
    static <M> Actor<M> into(List<? super M> list) {
        return (message, ctx) -> list.add(message);
    }

    static <T> List<T> list() {
        return new CopyOnWriteArrayList<>();
    }

    /** Holds handlers up until the test opens it. */
    static final class Gate {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);

        /** Waits, in a handler. */
        void pass() throws InterruptedException {
            entered.countDown();
            opened.await();
        }

        boolean isReached() {
            return entered.getCount() == 0;
        }

        void open() {
            opened.countDown();
        }
    }
}
