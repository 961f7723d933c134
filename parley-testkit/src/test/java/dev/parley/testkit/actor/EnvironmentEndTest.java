package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.Cancellable;
import dev.parley.spi.Dispatcher;
import dev.parley.spi.Environment;
import dev.parley.spi.Timers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What an environment owes to those who wait when it is closed. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.parley.testkit.actor.ActorWorld#kinds")
class EnvironmentEndTest {
    private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();

    @Parameter
    ActorWorld.Kind kind = new ActorWorld.Kind.Jvm(); // replaced for each world

    private ActorWorld world;
    private Environment environment;
    private final List<String> happened = new CopyOnWriteArrayList<>();

    /** Something that must not be forgotten. */
    private record Promise(String name, List<String> happened) implements Timers.Awaited {
        @Override
        public void run() {
            happened.add(name + " ran");
        }

        @Override
        public void close() {
            happened.add(name + " closed");
        }
    }

    @BeforeEach
    void open() {
        world = kind.open();
        environment = world.environment();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void promisesThatAreStillOpenAreClosedAndNoOthers() {
        environment.timers().after(0, new Promise("first", happened));
        assertThat(world.await(() -> !happened.isEmpty(), ActorContract.SOON)).isTrue();
        Cancellable cancelled = environment.timers().after(HOUR_NANOS, new Promise("second", happened));
        environment.timers().after(HOUR_NANOS, new Promise("third", happened));
        environment.timers().after(HOUR_NANOS, () -> happened.add("an ordinary one ran"));
        cancelled.cancel();
        environment.close();

        assertThat(happened).containsExactly("first ran", "third closed");
    }

    @Test
    void noTimerIsTakenAfterwards() {
        environment.close();

        assertThat(environment.timers().after(HOUR_NANOS, new Promise("late", happened)))
                .isSameAs(Timers.CLOSED);
        assertThat(happened).isEmpty();
    }

    @Test
    void whoWaitsAfterwardsHearsThatAtOnceAndIsNotInterrupted() throws InterruptedException {
        environment.close();

        environment.dispatcher().await(() -> true);
        assertThatExceptionOfType(Dispatcher.Closed.class)
                .isThrownBy(() -> environment.dispatcher().await(() -> false));
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aBatchThatWaitsAgainAndAgainComesToItsEnd() {
        environment.dispatcher().execute(() -> {
            happened.add("begun");
            for (int i = 0; i < 2; i++) {
                try {
                    environment.dispatcher().await(() -> false);
                } catch (InterruptedException closed) {
                    happened.add("goes on");
                }
            }
        });
        assertThat(world.await(() -> happened.contains("begun"), ActorContract.SOON))
                .isTrue();
        environment.close();
        assertThat(world.await(() -> happened.size() == 3, ActorContract.SOON)).isTrue();

        assertThat(happened).containsExactly("begun", "goes on", "goes on");
    }
}
