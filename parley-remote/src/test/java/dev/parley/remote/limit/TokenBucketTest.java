package dev.parley.remote.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.remote.LinkConfig.Rate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;

    /** Clocks begin anywhere, and pass their largest number. */
    @ParameterizedTest
    @ValueSource(longs = {0, 5, -7, Long.MAX_VALUE - 3, Long.MIN_VALUE})
    void givesItsBurstAtOnceAndThenItsRate(long start) {
        TokenBucket bucket = new TokenBucket(new Rate(100, 20), start);

        assertThat(taken(bucket, start)).isEqualTo(20);
        assertThat(taken(bucket, start + SECOND / 100 - 1)).isZero();
        assertThat(taken(bucket, start + SECOND / 100)).isEqualTo(1);
        assertThat(taken(bucket, start + SECOND / 10)).isEqualTo(9);
        assertThat(taken(bucket, start + 100 * SECOND))
                .as("no more than the burst after a rest")
                .isEqualTo(20);
    }

    @Test
    void saysWhenTheNextOneComes() {
        TokenBucket bucket = new TokenBucket(new Rate(4, 1), 0);

        assertThat(bucket.waitNanos(0)).isZero();
        assertThat(bucket.take(0)).isTrue();
        assertThat(bucket.waitNanos(0)).isEqualTo(SECOND / 4);
        assertThat(bucket.take(SECOND / 4 - 1)).isFalse();
        assertThat(bucket.take(SECOND / 4)).isTrue();
    }

    @Test
    void isFullAgainAfterARest() {
        TokenBucket bucket = new TokenBucket(new Rate(10, 5), 0);
        assertThat(bucket.isFull(0)).isTrue();
        assertThat(bucket.take(0)).isTrue();
        assertThat(bucket.isFull(SECOND / 10 - 1)).isFalse();
        assertThat(bucket.isFull(SECOND / 10)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 1000000000", "1000000000, 1", "1000000000, 1000000000"})
    void bearsTheLargestRates(int perSecond, int burst) {
        TokenBucket bucket = new TokenBucket(new Rate(perSecond, burst), Long.MAX_VALUE);
        for (int i = 0; i < 1_000; i++) {
            assertThat(bucket.take(Long.MAX_VALUE + i * (SECOND / perSecond))).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "1, 0", "1, -1", "1000000001, 1", "1, 1000000001"})
    void refusesRatesThatAreNone(int perSecond, int burst) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rate(perSecond, burst))
                .withMessage("out of range: " + perSecond + " a second, " + burst
                        + " at once; both must be within 1 to 1000000000");
    }

    private static int taken(TokenBucket bucket, long nowNanos) {
        int taken = 0;
        while (bucket.take(nowNanos)) {
            taken++;
        }
        return taken;
    }
}
