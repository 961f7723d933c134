package dev.parley.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.spi.NodeClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BatchTest {
    private static final long MILLISECOND_NANOS = 1_000_000;

    private final Batch batch = new Batch();
    private final Clock clock = new Clock();

    /** One that stands still unless it is told to go on. */
    private static final class Clock implements NodeClock {
        private long nowNanos;
        private int looks;

        @Override
        public long nanoTime() {
            looks++;
            return nowNanos;
        }

        @Override
        public Instant wall() {
            throw new AssertionError("a batch has no use for the time of day");
        }
    }

    private int handleAll(long eachNanos) {
        int handled = 0;
        while (batch.takesOne(clock)) {
            clock.nowNanos += eachNanos;
            handled++;
        }
        assertThat(batch.isOver()).isTrue();
        return handled;
    }

    @Test
    void takesAsManyShortMessagesAsItMay() {
        batch.begin(256);
        assertThat(handleAll(100)).isEqualTo(256);
        assertThat(clock.looks).isLessThanOrEqualTo(10);
    }

    @Test
    void endsAfterAMillisecond() {
        batch.begin(256);
        assertThat(handleAll(MILLISECOND_NANOS / 10)).isBetween(11, 17);

        batch.begin(256);
        assertThat(handleAll(MILLISECOND_NANOS)).isEqualTo(2);
    }

    @Test
    void endsAmongManyMessagesWhenTheyBecomeSlow() {
        batch.begin(10_000);
        for (int i = 0; i < 1_000; i++) {
            assertThat(batch.takesOne(clock)).isTrue();
        }
        assertThat(handleAll(MILLISECOND_NANOS)).isLessThanOrEqualTo(64);
    }

    @Test
    void doesNotLookAtTheClockForOneMessage() {
        batch.begin(256);
        assertThat(batch.takesOne(clock)).isTrue();
        assertThat(batch.isOver()).isFalse();
        assertThat(clock.looks).isZero();
    }

    @Test
    void takesTheFirstMessageOfEachBatch() {
        batch.begin(1);
        assertThat(handleAll(0)).isEqualTo(1);
        batch.begin(1);
        assertThat(batch.isOver()).isFalse();
        assertThat(batch.takesOne(clock)).isTrue();
    }
}
