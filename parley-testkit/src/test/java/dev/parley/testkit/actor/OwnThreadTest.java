package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.SpawnOption;
import dev.parley.SupervisorStrategy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** An actor with a thread of its own has it for itself, from its first factory call to its end. */
class OwnThreadTest extends ApartContract {
    @Override
    SpawnOption apart() {
        return SpawnOption.ownThread();
    }

    /** Keeps the threads that its instances are made, run and ended on. */
    private static final class Tracker implements Actor<String> {
        private final List<Thread> threads;

        Tracker(List<Thread> threads) {
            this.threads = threads;
            threads.add(Thread.currentThread());
        }

        @Override
        public void onMessage(String message, ActorContext<String> ctx) {
            threads.add(Thread.currentThread());
            if (message.equals("fail")) {
                throw new IllegalStateException("planned");
            }
        }

        @Override
        public void onStop(ActorContext<String> ctx) {
            threads.add(Thread.currentThread());
        }
    }

    private ActorRef<String> tracker(String name, List<Thread> threads) {
        return system.spawn(
                name,
                () -> new Tracker(threads),
                apart(),
                SupervisorStrategy.restart().backoff(Duration.ofMillis(1), Duration.ofMillis(1)));
    }

    @Test
    void keepsOneThreadOverRestartsUntilItEnds() {
        onTheJvmOnly();
        List<Thread> threads = list();
        ActorRef<String> ref = tracker("screen", threads);
        ref.tell("draw");
        ref.tell("fail");
        ref.tell("draw");
        eventually(() -> threads.size() == 6);
        system.stop(ref);

        eventually(() -> !threads.getFirst().isAlive());
        assertThat(threads).hasSize(7).containsOnly(threads.getFirst());
        assertThat(threads.getFirst().getName()).isEqualTo("/user/screen");
        assertThat(threads.getFirst().isVirtual()).isFalse();
        assertThat(threads.getFirst().isDaemon()).isTrue();
    }

    @Test
    void leavesNoThreadBehindWhenTheSystemCloses() {
        onTheJvmOnly();
        List<Thread> threads = list();
        Gate gate = new Gate();
        List<String> interrupted = list();
        leavesStragglers = true;
        for (int i = 0; i < 20; i++) {
            tracker("tracker-" + i, threads);
        }
        system.spawn(
                        "stuck",
                        () -> (Actor<String>) (message, ctx) -> {
                            threads.add(Thread.currentThread());
                            try {
                                gate.pass();
                            } catch (InterruptedException e) {
                                interrupted.add(message);
                                throw e;
                            }
                        },
                        apart())
                .tell("wait");
        eventually(() -> threads.size() == 21);
        List<String> lines = LogLines.of("dev.parley.actor", system::close);

        assertThat(interrupted).containsExactly("wait");
        assertThat(lines).anyMatch(line -> line.contains("/user/stuck") && line.contains("still running"));
        assertThat(threads).noneMatch(Thread::isAlive);
    }

    @Test
    void holdsNobodyUpWhenItSpins() {
        onTheJvmOnly();
        AtomicBoolean spinning = new AtomicBoolean();
        AtomicBoolean enough = new AtomicBoolean();
        int many = Runtime.getRuntime().availableProcessors() * 2;
        for (int i = 0; i < many; i++) {
            system.spawn(
                            () -> (Actor<String>) (message, ctx) -> {
                                spinning.set(true);
                                while (!enough.get()) {
                                    Thread.onSpinWait();
                                }
                            },
                            apart())
                    .tell("spin");
        }
        eventually(spinning::get);
        List<String> heard = list();
        ActorRef<String> other = system.spawn(() -> into(heard));
        for (int i = 0; i < 100; i++) {
            other.tell("go on");
        }

        eventually(() -> heard.size() == 100);
        enough.set(true);
    }

    /** Whatever a library does to the thread that it thinks its own. */
    @Test
    void goesOnAfterAnInterrupt() {
        onTheJvmOnly();
        List<Thread> threads = list();
        ActorRef<String> ref = tracker("tracker", threads);
        eventually(() -> threads.size() == 1);
        threads.getFirst().interrupt();
        ref.tell("draw");

        eventually(() -> threads.size() == 2);
        assertThat(threads.get(1)).isSameAs(threads.getFirst());
    }

    private void onTheJvmOnly() {
        assumeThat(kind).isInstanceOf(ActorWorld.Kind.Jvm.class); // a simulation has threads of its own only
    }
}
