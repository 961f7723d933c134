package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.Actor;
import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.Failure;
import dev.parley.Request;
import dev.parley.SupervisorStrategy;
import dev.parley.router.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Routers hand on what they get, and nobody notices but by the work that is done. */
class RouterTest extends ActorContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    sealed interface Cmd {}

    record Who(String key) implements Cmd, Request<Cmd, Integer> {}

    record Note(String key, int number) implements Cmd {}

    record Boom(String key) implements Cmd {}

    private final AtomicInteger workers = new AtomicInteger();
    private final Map<Integer, List<Note>> notes = new HashMap<>();

    private Actor<Cmd> worker() {
        int number = workers.getAndIncrement();
        List<Note> own = list();
        synchronized (notes) {
            notes.put(number, own);
        }
        return (message, ctx) -> {
            switch (message) {
                case Who who -> ctx.reply(who, number);
                case Note note -> own.add(note);
                case Boom _ -> throw new IllegalStateException("boom");
            }
        };
    }

    private static String key(Cmd message) {
        return switch (message) {
            case Who(String key) -> key;
            case Note(String key, int _) -> key;
            case Boom(String key) -> key;
        };
    }

    /** Who answers; below 0 where nobody did, because the router had not heard of an end yet. */
    private int who(ActorRef<Cmd> router, String key) {
        return get(router.askLater(new Who(key), MINUTE).exceptionally(_ -> -1));
    }

    @Test
    void givesEachWorkerOfAPoolItsTurn() {
        ActorRef<Cmd> router = system.spawn(Router.pool(3, this::worker));
        List<Integer> answered = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            answered.add(who(router, "k"));
        }
        assertThat(answered.subList(0, 3)).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(answered.subList(3, 6)).isEqualTo(answered.subList(0, 3));
    }

    @Test
    void givesTheMessagesOfOneKeyToOneWorkerInOrder() {
        ActorRef<Cmd> router = system.spawn(Router.<Cmd>pool(4, this::worker).byKey(RouterTest::key));
        for (int i = 0; i < 100; i++) {
            router.tell(new Note("k" + i % 10, i));
        }
        eventually(() -> heard() == 100);
        Map<String, Integer> homes = new HashMap<>();
        notes.forEach((number, own) -> own.forEach(note -> homes.merge(note.key(), number, (known, next) -> {
            assertThat(next).as(note.key()).isEqualTo(known);
            return known;
        })));
        assertThat(homes).hasSize(10);
        assertThat(new HashSet<>(homes.values())).hasSizeGreaterThan(1);
        notes.values().forEach(own -> assertThat(own).isSortedAccordingTo((x, y) -> x.number() - y.number()));
    }

    private int heard() {
        return notes.values().stream().mapToInt(List::size).sum();
    }

    @Test
    void replacesAWorkerThatEndedAndGivesItsKeysToOthersMeanwhile() {
        ActorRef<Cmd> router = system.spawn(
                Router.<Cmd>pool(4, this::worker, SupervisorStrategy.stop()).byKey(RouterTest::key));
        Map<String, Integer> before = homes(router);
        int lost = before.getOrDefault("k0", -1);
        router.tell(new Boom("k0"));
        untilAsked(() -> who(router, "k0") >= 0 && who(router, "k0") != lost);
        Map<String, Integer> meanwhile = homes(router);
        before.forEach((key, home) -> {
            if (home != lost) {
                assertThat(meanwhile.get(key)).as(key).isEqualTo(home);
            }
        });
        eventually(() -> workers.get() == 5);
        untilAsked(() -> who(router, "k0") == 4);
        before.replaceAll((_, home) -> home == lost ? 4 : home);
        assertThat(homes(router)).isEqualTo(before);
    }

    private Map<String, Integer> homes(ActorRef<Cmd> router) {
        Map<String, Integer> homes = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            homes.put("k" + i, who(router, "k" + i));
        }
        return homes;
    }

    @Test
    void leavesOutMembersOfAGroupThatHaveEnded() {
        ActorRef<Cmd> one = system.spawn(this::worker);
        ActorRef<Cmd> other = system.spawn(this::worker);
        ActorRef<Cmd> router = system.spawn(Router.group(List.of(one, other)));
        int first = get(one.askLater(new Who("k"), MINUTE));
        system.stop(other);
        untilAsked(() -> new HashSet<>(List.of(who(router, "a"), who(router, "b"))).equals(Set.of(first)));
        system.stop(one);
        untilAsked(() -> get(router.askLater(new Who("k"), MINUTE).handle((_, thrown) -> isDown(thrown))));
    }

    @Test
    void leavesOutAMemberThatIsThereSeveralTimes() {
        ActorRef<Cmd> one = system.spawn(this::worker);
        ActorRef<Cmd> other = system.spawn(this::worker);
        ActorRef<Cmd> router = system.spawn(Router.group(List.of(one, other, other)));
        int first = get(one.askLater(new Who("k"), MINUTE));
        assertThat(Stream.of("a", "b", "c").filter(key -> who(router, key) != first))
                .as("twice as much")
                .hasSize(2);
        system.stop(other);
        untilAsked(() -> Stream.of("a", "b", "c").allMatch(key -> who(router, key) == first));
    }

    private static boolean isDown(@Nullable Throwable thrown) {
        return thrown instanceof AskException failed && failed.failure() instanceof Failure.TargetDown;
    }

    /** As {@code eventually}, for a condition that asks. */
    private void untilAsked(BooleanSupplier condition) {
        for (int i = 0; i < 500 && !condition.getAsBoolean(); i++) {
            world.await(() -> false, Duration.ofMillis(20));
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void refusesToHaveNobody() {
        assertThatIllegalArgumentException().isThrownBy(() -> Router.pool(0, this::worker));
        assertThatIllegalArgumentException().isThrownBy(() -> Router.group(List.of()));
    }
}
