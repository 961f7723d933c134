package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.ActorSystem;
import dev.parley.Request;
import dev.parley.SpawnOption;
import dev.parley.SupervisorStrategy;
import dev.parley.SystemConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An actor that recurses too deep and tells others on its way, up to where the stack ends in the midst of a tell. */
class StackEndTest {
    private static final int OTHERS = 60_000;
    private static final int LAST = 5;
    private static final int THREADS = 32;
    private static final int DIVES = 60;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private sealed interface Cmd {}

    private record Dive(int frames) implements Cmd {}

    private record DiveAndWatch(int frames) implements Cmd {}

    private record DiveAndSpawn(int frames) implements Cmd {}

    private record Nothing() implements Cmd {}

    private record Ping() implements Cmd, Request<Cmd, Integer> {}

    private final ActorSystem system = ActorSystem.start(SystemConfig.defaults().withName("s"));
    private List<ActorRef<Cmd>> others = List.of();
    private int told;

    private ActorRef<Cmd> diver(SpawnOption... options) {
        List<SpawnOption> all = new ArrayList<>(List.of(options));
        all.add(SupervisorStrategy.resume());
        return system.spawn(
                () -> (message, ctx) -> {
                    switch (message) {
                        case Dive(int frames) -> dive(frames);
                        case DiveAndWatch(int frames) -> diveAndWatch(frames);
                        case DiveAndSpawn(int frames) -> diveAndSpawn(frames, ctx);
                        case Ping ping -> ctx.reply(ping, 1);
                        case Nothing() -> {}
                    }
                },
                all.toArray(SpawnOption[]::new));
    }

    /** So that the end of the stack meets another place of the tell. */
    private int dive(int frames) {
        return frames > 0 ? dive(frames - 1) + 1 : tellAll(0);
    }

    @SuppressWarnings("InfiniteRecursion")
    private int tellAll(int from) {
        told = from;
        others.get(from % others.size()).tell(new Nothing());
        return tellAll(from + 1) + 1;
    }

    private int diveAndWatch(int frames) {
        return frames > 0 ? diveAndWatch(frames - 1) + 1 : watchAll(0);
    }

    @SuppressWarnings("InfiniteRecursion")
    private int watchAll(int from) {
        told = from;
        system.watch(others.get(from % others.size()), _ -> {});
        return watchAll(from + 1) + 1;
    }

    private static int diveAndSpawn(int frames, ActorContext<Cmd> ctx) {
        return frames > 0 ? diveAndSpawn(frames - 1, ctx) + 1 : spawnAll(ctx);
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int spawnAll(ActorContext<Cmd> ctx) {
        ctx.<Cmd>spawn(() -> (_, _) -> {});
        return spawnAll(ctx) + 1;
    }

    @AfterEach
    void close() {
        system.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void thoseWhoWereToldLastGoOn(int frames) {
        others = Stream.generate(this::diver).limit(OTHERS).toList();
        ActorRef<Cmd> diver = diver();
        diver.tell(new Dive(frames));
        assertThat(diver.ask(new Ping(), LIMIT)).isEqualTo(1);
        assertThat(told).as("depth").isBetween(100, OTHERS - LAST);
        others.subList(told - LAST, told + LAST)
                .forEach(other -> assertThat(other.ask(new Ping(), LIMIT)).isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void soDoThoseWhoWereWatchedLast(int frames) {
        others = Stream.generate(this::diver).limit(OTHERS).toList();
        ActorRef<Cmd> diver = diver();
        diver.tell(new DiveAndWatch(frames));
        assertThat(diver.ask(new Ping(), LIMIT)).isEqualTo(1);
        others.subList(told - LAST, told + LAST)
                .forEach(other -> assertThat(other.ask(new Ping(), LIMIT)).isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void aParentThatSpawnsTillThenHasOnlyChildrenThatEnd(int frames) {
        ActorRef<Cmd> diver = diver();
        diver.tell(new DiveAndSpawn(frames));
        assertThat(diver.ask(new Ping(), LIMIT)).isEqualTo(1);
        CountDownLatch ended = new CountDownLatch(1);
        system.watch(diver, end -> ended.countDown());
        system.stop(diver);
        assertThat(ended(ended)).isTrue();
    }

    private static boolean ended(CountDownLatch ended) {
        try {
            return ended.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void soDoThoseOnThreadsOfTheirOwn() {
        others = Stream.generate(() -> diver(SpawnOption.ownThread()))
                .limit(THREADS)
                .toList();
        ActorRef<Cmd> diver = diver();
        for (int dive = 0; dive < DIVES; dive++) {
            diver.tell(new Dive(dive % (LAST + 2)));
            assertThat(diver.ask(new Ping(), LIMIT)).isEqualTo(1);
            others.forEach(other -> assertThat(other.ask(new Ping(), LIMIT)).isEqualTo(1));
        }
    }
}
