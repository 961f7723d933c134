package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.SupervisorStrategy;
import dev.parley.SystemSnapshot.Totals;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A snapshot tells how long turns take, as far as looks can tell, and what the actors of a type are together. */
class SnapshotTest extends ActorContract {
    private static final Optional<Duration> NEW = Optional.of(Duration.ZERO);

    /** Each of its turns waits for the next gate. */
    private static final class Waiter implements Actor<String> {
        private final List<Gate> gates;
        private int passed;

        Waiter(List<Gate> gates) {
            this.gates = gates;
        }

        private void pass() throws InterruptedException {
            gates.get(passed++).pass();
        }

        @Override
        public void onStart(ActorContext<String> ctx) throws InterruptedException {
            pass();
        }

        @Override
        public void onMessage(String message, ActorContext<String> ctx) throws InterruptedException {
            pass();
        }

        @Override
        public void onStop(ActorContext<String> ctx) throws InterruptedException {
            pass();
        }
    }

    private static List<Gate> gates(int count) {
        List<Gate> gates = new CopyOnWriteArrayList<>();
        for (int i = 0; i < count; i++) {
            gates.add(new Gate());
        }
        return gates;
    }

    /** Waits until a turn stands at the gate; the first look must see a new turn, the second an older one. */
    private void expectsANewTurnThatGetsOlder(ActorRef<?> ref, Gate gate) {
        eventually(gate::isReached);
        assertThat(snapshot(ref).turnAge()).isEqualTo(NEW);
        world.pass(A_WHILE);
        assertThat(snapshot(ref).turnAge())
                .hasValueSatisfying(age -> assertThat(age).isGreaterThanOrEqualTo(A_WHILE));
        gate.open();
    }

    @Test
    void tellsTheAgeOfEachTurnAndEachHook() {
        List<Gate> gates = gates(4);
        ActorRef<String> ref = system.spawn(() -> new Waiter(gates));
        ref.tell("one");
        ref.tell("two");
        for (Gate gate : gates.subList(0, 3)) {
            expectsANewTurnThatGetsOlder(ref, gate);
        }
        eventually(() -> snapshot(ref).turnAge().isEmpty());
        system.stop(ref);
        expectsANewTurnThatGetsOlder(ref, gates.get(3));
    }

    @Test
    void tellsTurnsApartThatFailOrComeFromTheStash() {
        List<Gate> gates = gates(4);
        List<String> seen = list();
        ActorRef<String> ref = system.spawn(
                () -> (message, ctx) -> {
                    seen.add(message);
                    if (message.equals("open")) {
                        ctx.unstashAll();
                        return;
                    }
                    if (seen.size() <= 2) {
                        ctx.stash();
                        return;
                    }
                    gates.get(seen.size() - 4).pass();
                    throw new IllegalStateException("planned");
                },
                SupervisorStrategy.resume());
        List.of("one", "two", "open", "three", "four").forEach(ref::tell);

        gates.forEach(gate -> expectsANewTurnThatGetsOlder(ref, gate));
    }

    /** Nobody looked while it began, so the first look cannot know. */
    @Test
    void countsFromTheFirstLook() {
        List<Gate> gates = gates(2);
        ActorRef<String> ref = system.spawn(() -> new Waiter(gates));
        eventually(gates.getFirst()::isReached);
        world.pass(A_WHILE);

        assertThat(snapshot(ref).turnAge()).isEqualTo(NEW);
        gates.forEach(Gate::open);
    }

    @Test
    void addsUpTheActorsOfAType() {
        List<Gate> gates = gates(3);
        gates.getFirst().open();
        ActorRef<String> busy = system.spawn(() -> new Waiter(gates));
        ActorRef<String> idle = system.spawn(() -> new Waiter(List.of(gates.get(0), gates.get(0), gates.get(0))));
        ActorRef<String> other = system.spawn(() -> (message, ctx) -> ctx.stash());
        List.of("one", "two", "three").forEach(busy::tell);
        List.of("one", "two").forEach(other::tell);
        idle.tell("one");
        eventually(gates.get(1)::isReached);
        eventually(() -> snapshot(idle).handled() == 1 && snapshot(other).stashed() == 2);
        eventually(() ->
                snapshot(idle).turnAge().isEmpty() && snapshot(other).turnAge().isEmpty());
        world.pass(A_WHILE);
        List<Totals> totals = system.snapshot().totals();

        assertThat(totals.getFirst()).isEqualTo(new Totals(lambda(), 1, 0, 2, 0, 0, Optional.empty()));
        assertThat(totals.getLast().oldestTurn())
                .hasValueSatisfying(age -> assertThat(age).isGreaterThanOrEqualTo(A_WHILE));
        assertThat(totals.getLast())
                .isEqualTo(new Totals(
                        Waiter.class.getName(), 2, 2, 0, 1, 0, totals.getLast().oldestTurn()));
        gates.forEach(Gate::open);
    }

    private String lambda() {
        return getClass().getName() + "$$Lambda";
    }

    @Test
    void keepsTheTypeOfAnActorThatRestarts() {
        ActorRef<String> ref = system.spawn(
                () -> new Actor<>() {
                    @Override
                    public void onMessage(String message, ActorContext<String> ctx) {
                        throw new IllegalStateException("planned");
                    }
                },
                SupervisorStrategy.restart().backoff(Duration.ofMinutes(1), Duration.ofMinutes(1)));
        ref.tell("fail");
        eventually(() -> drops().size() == 1 && snapshot(ref).turnAge().isEmpty());

        assertThat(snapshot(ref).type()).startsWith(getClass().getName() + "$");
    }

    @Test
    void hasNoTypeBeforeTheFirstInstance() {
        Gate gate = new Gate();
        ActorRef<String> ref = system.spawn(() -> {
            pass(gate);
            return into(list());
        });
        eventually(gate::isReached);

        assertThat(snapshot(ref).type()).isEmpty();
        assertThat(snapshot(ref).turnAge()).isPresent();
        gate.open();
        eventually(() -> !snapshot(ref).type().isEmpty());
    }

    private static void pass(Gate gate) {
        try {
            gate.pass();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
