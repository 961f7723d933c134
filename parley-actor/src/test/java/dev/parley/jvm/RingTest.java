package dev.parley.jvm;

import static dev.parley.jvm.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class RingTest {
    private final Ring ring = new Ring(0);

    private static Runnable batch() {
        return new Runnable() {
            @Override
            public void run() {}
        };
    }

    @Test
    void givesItsOwnerTheOldestFirst() {
        List<Runnable> batches = List.of(batch(), batch(), batch());
        batches.forEach(ring::offer);

        assertThat(List.of(ring.take(), ring.take(), ring.take())).containsExactlyElementsOf(batches);
        assertThat(ring.take()).isNull();
    }

    @Test
    void saysHowManyItHeldBefore() {
        assertThat(ring.offer(batch())).isZero();
        assertThat(ring.offer(batch())).isOne();
        ring.take();
        assertThat(ring.offer(batch())).isOne();
    }

    @Test
    void takesNoMoreThanItsCapacity() {
        for (int i = 0; i < Ring.CAPACITY; i++) {
            assertThat(ring.offer(batch())).isEqualTo(i);
        }
        Runnable refused = batch();

        assertThat(ring.offer(refused)).isEqualTo(Ring.CAPACITY);

        for (int i = 0; i < Ring.CAPACITY; i++) {
            assertThat(ring.take()).isNotNull().isNotSameAs(refused);
        }
        assertThat(ring.isEmpty()).isTrue();
        assertThat(ring.offer(refused)).isZero();
        assertThat(ring.take()).isSameAs(refused);
    }

    @Test
    void leavesItsOwnerTheLastOne() {
        Runnable older = batch();
        ring.offer(older);
        assertThat(ring.isOpen()).isFalse();
        assertThat(ring.steal()).isNull();

        ring.offer(batch());

        assertThat(ring.isOpen()).isTrue();
        assertThat(ring.steal()).isSameAs(older);
        assertThat(ring.steal()).isNull();
    }

    @Test
    void givesTheLastOneAwayWhileItIsExposed() {
        Runnable only = batch();
        ring.offer(only);
        ring.expose();
        ring.cover();
        assertThat(ring.steal()).isNull();

        ring.expose();

        assertThat(ring.isOpen()).isTrue();
        assertThat(ring.steal()).isSameAs(only);
        assertThat(ring.isOpen()).isFalse();
    }

    @Test
    void knowsWhichOneItsOwnerTookLast() {
        Runnable first = batch();
        Runnable second = batch();
        ring.offer(first);
        ring.offer(second);
        ring.take();

        assertThat(ring.tookLast(first)).isTrue();
        assertThat(ring.tookLast(second)).isFalse();
    }

    @Test
    void losesAndDoublesNothingWhenOthersSteal() {
        int count = 200_000;
        AtomicIntegerArray taken = new AtomicIntegerArray(count);
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch thieves = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            Thread.ofPlatform().start(() -> {
                while (!over.get()) {
                    Runnable stolen = ring.steal();
                    if (stolen != null) {
                        stolen.run();
                    }
                }
                thieves.countDown();
            });
        }

        for (int i = 0; i < count; i++) {
            int number = i;
            Runnable batch = () -> taken.incrementAndGet(number);
            if (ring.offer(batch) == Ring.CAPACITY) {
                batch.run();
            }
            Runnable own = i % 3 == 0 ? ring.take() : null;
            if (own != null) {
                own.run();
            }
        }
        for (Runnable own = ring.take(); own != null; own = ring.take()) {
            own.run();
        }
        over.set(true);
        await("the thieves", thieves);

        for (int i = 0; i < count; i++) {
            assertThat(taken.get(i)).as("batch " + i).isOne();
        }
    }
}
