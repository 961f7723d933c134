package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final long T = 5_000;
    private static final Lease OF_TWO = Lease.of(new Ballot(7, 42), 2, T);

    @Test
    void doesNotHoldBeforeAMajorityHasAcknowledged() {
        assertThat(OF_TWO.holds(0)).isFalse();
        assertThat(OF_TWO.acknowledged(0, 0).holds(0)).isFalse();
        assertThat(OF_TWO.acknowledged(0, 0).acknowledged(1, 0).holds(0)).isTrue();
    }

    @Test
    void countsFromWhenTheBeatWasSent() {
        Lease lease = OF_TWO.acknowledged(0, 10_000).acknowledged(1, 8_000);
        assertThat(lease.remainingNanos(10_000)).isEqualTo(2_500);
        assertThat(lease.holds(12_499)).isTrue();
        assertThat(lease.holds(12_500)).isFalse();
    }

    @Test
    void lastsAsLongAsTheBestMajority() {
        Lease lease = OF_TWO.acknowledged(0, 1_000).acknowledged(1, 2_000).acknowledged(2, 3_000);
        assertThat(lease.remainingNanos(3_000)).isEqualTo(4_500 - 1_000);
    }

    @Test
    void isNotProlongedByTheSameNodeTwice() {
        Lease lease = OF_TWO.acknowledged(1, 1_000).acknowledged(1, 2_000);
        assertThat(lease.holds(2_000)).isFalse();
    }

    @Test
    void isNotShortenedByALateAcknowledgement() {
        Lease lease = OF_TWO.acknowledged(0, 5_000).acknowledged(1, 5_000).acknowledged(1, 1_000);
        assertThat(lease.remainingNanos(5_000)).isEqualTo(4_500);
    }

    @Test
    void worksWhereTheClockOverflows() {
        long start = Long.MAX_VALUE - 10;
        Lease lease = OF_TWO.acknowledged(0, start).acknowledged(1, start).acknowledged(1, start + 20);
        assertThat(lease.remainingNanos(start + 20)).isEqualTo(4_480);
        assertThat(lease.holds(start + 4_500)).isFalse();
    }
}
