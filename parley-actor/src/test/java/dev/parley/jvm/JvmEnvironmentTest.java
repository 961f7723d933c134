package dev.parley.jvm;

import static dev.parley.jvm.Patience.await;
import static dev.parley.jvm.Patience.block;
import static dev.parley.jvm.Patience.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.spi.Environment;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JvmEnvironmentTest {
    private final Set<Thread> before = platformThreads();
    private final Environment environment = new JvmEnvironment();
    private final Queue<Thread> used = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void startsNothingUntilItIsUsed() {
        assertThat(platformThreads()).isEqualTo(before);
    }

    @Test
    void leavesNoThreadBehindWhenHandlersAreBlocked() {
        CountDownLatch blocked = new CountDownLatch(60);
        for (int i = 0; i < 50; i++) {
            environment.dispatcher().execute(() -> blockForEver(blocked));
        }
        for (int i = 0; i < 10; i++) {
            environment.dispatcher().fork(() -> blockForEver(blocked));
        }
        environment.timers().after(Duration.ofHours(1).toNanos(), () -> {});
        await("all are blocked", blocked);
        assertThat(platformThreads()).hasSizeGreaterThan(before.size());

        environment.close();

        assertThat(used).hasSize(60).noneMatch(Thread::isAlive);
        assertThat(platformThreads()).isEqualTo(before);
    }

    private void blockForEver(CountDownLatch blocked) {
        used.add(Thread.currentThread());
        blocked.countDown();
        block(new CountDownLatch(1));
    }

    @Test
    void interruptsAHandlerAgainThatBlocksAgain() {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        environment.dispatcher().execute(() -> {
            used.add(Thread.currentThread());
            blocked.countDown();
            for (int i = 0; i < 3; i++) {
                block(new CountDownLatch(1));
                // a handler that swallows its interrupt
                assertThat(Thread.interrupted()).isTrue();
            }
            over.countDown();
        });
        await("it is blocked", blocked);

        environment.close();

        await("it is over", over);
        assertThat(used).noneMatch(Thread::isAlive);
    }

    @Test
    void runsNothingAfterClose() {
        AtomicInteger ran = new AtomicInteger();
        CountDownLatch first = new CountDownLatch(2);
        environment.dispatcher().execute(first::countDown);
        environment.timers().after(1, first::countDown);
        await("work before the close", first);
        environment.timers().after(30_000_000, ran::incrementAndGet);

        environment.close();
        environment.dispatcher().execute(ran::incrementAndGet);
        environment.dispatcher().fork(ran::incrementAndGet);
        environment.timers().after(1, ran::incrementAndGet);
        environment.timers().after(0, ran::incrementAndGet);

        letPass(Duration.ofMillis(60));
        assertThat(ran).hasValue(0);
        assertThat(platformThreads()).isEqualTo(before);
    }

    @Test
    void closesTwiceAndUnused() {
        environment.close();
        environment.close();

        assertThat(platformThreads()).isEqualTo(before);
    }

    @Test
    void canBeClosedByAHandler() {
        CountDownLatch closed = new CountDownLatch(1);
        environment.dispatcher().execute(() -> {
            used.add(Thread.currentThread());
            environment.close();
            closed.countDown();
        });

        await("close returns inside the handler", closed);

        until("its own worker ends", () -> used.stream().noneMatch(Thread::isAlive));
    }

    @Test
    void givesEachAskerOfAPurposeAStreamOfItsOwn() {
        RandomGenerator one = environment.entropy().stream("backoff");
        RandomGenerator other = environment.entropy().stream("backoff");

        assertThat(one.longs(4).boxed().toList())
                .isNotEqualTo(other.longs(4).boxed().toList());
    }

    @Test
    void fillsNoncesWithBytesThatDiffer() {
        byte[] one = new byte[16];
        byte[] other = new byte[16];
        environment.entropy().secure(one);
        environment.entropy().secure(other);

        assertThat(one).isNotEqualTo(other).isNotEqualTo(new byte[16]);
    }

    @Test
    void tellsMonotonicTimeInNanoseconds() {
        long first = environment.clock().nanoTime();
        letPass(Duration.ofMillis(5));

        assertThat(environment.clock().nanoTime() - first)
                .isGreaterThanOrEqualTo(Duration.ofMillis(5).toNanos());
        assertThat(environment.clock().wall()).isAfter("2026-01-01T00:00:00Z");
    }

    /** Time during which something could have happened: another environment's timer measures it. */
    private static void letPass(Duration time) {
        try (Environment other = new JvmEnvironment()) {
            CountDownLatch over = new CountDownLatch(1);
            other.timers().after(time.toNanos(), over::countDown);
            await("the time", over);
        }
    }

    private static Set<Thread> platformThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("parley-"))
                .collect(Collectors.toSet());
    }
}
