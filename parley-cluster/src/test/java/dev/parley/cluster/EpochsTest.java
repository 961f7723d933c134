package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cluster.Epochs.Answer;
import dev.parley.cluster.Epochs.Hearing;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EpochsTest {
    private static final long T = 5_000;
    private static final int A = 0;
    private static final int B = 1;
    /** A node whose clock started at -3 T: clocks may begin anywhere. */
    private static final Epochs IDLE = Epochs.atStart(T, -3 * T, 0);

    @Test
    void grantsNothingWithinTheTimeoutOfItsOwnStart() {
        Epochs fresh = Epochs.atStart(T, 0, 0);
        assertThat(fresh.claim(ballot(1), A, T - 1)).isEqualTo(new Answer.Denied(0, 1));
        assertThat(fresh.claim(ballot(1), A, T)).isInstanceOf(Answer.Granted.class);
    }

    @Test
    void grantsAnEpochOnceAndNeverALowerOne() {
        Epochs voted = granted(IDLE.claim(ballot(5), A, 0));
        assertThat(voted.claim(ballot(5), A, 0)).isEqualTo(new Answer.Denied(5, 0));
        assertThat(voted.claim(ballot(4), A, 0)).isEqualTo(new Answer.Denied(5, 0));
        assertThat(voted.claim(ballot(5), B, 2 * T)).isEqualTo(new Answer.Denied(5, 0));
    }

    @Test
    void grantsNoOtherNodeAnythingWhileItHearsTheHost() {
        Epochs hearing = supported(IDLE.heard(ballot(1), A, 100));
        assertThat(hearing.claim(ballot(2), B, 100 + T - 1)).isEqualTo(new Answer.Denied(1, 1));
        assertThat(hearing.claim(ballot(2), B, 100 + T)).isInstanceOf(Answer.Granted.class);
        assertThat(hearing.claim(ballot(2), A, 101)).isInstanceOf(Answer.Granted.class);
    }

    @Test
    void givesTheCandidateItVotedForTimeToShow() {
        Epochs voted = granted(IDLE.claim(ballot(1), A, 0));
        assertThat(voted.claim(ballot(2), B, T - 1)).isEqualTo(new Answer.Denied(1, 1));
        assertThat(voted.claim(ballot(2), B, T)).isInstanceOf(Answer.Granted.class);
    }

    @Test
    void isFreeAtOnceWhenTheHostResigns() {
        Epochs freed = supported(IDLE.heard(ballot(1), A, 100)).resigned(ballot(1));
        assertThat(freed.claim(ballot(2), B, 101)).isInstanceOf(Answer.Granted.class);
        assertThat(freed.claim(ballot(1), B, 101)).isEqualTo(new Answer.Denied(1, 0));
    }

    @Test
    void keepsItsVoteWhenAnotherEpochIsResigned() {
        Epochs hearing = supported(IDLE.heard(ballot(4), A, 100)).resigned(ballot(1));
        assertThat(hearing.claim(ballot(5), B, 101)).isInstanceOf(Answer.Denied.class);
    }

    @Test
    void tellsAnOldHostThatItIsSuperseded() {
        Epochs hearing = supported(IDLE.heard(ballot(4), A, 100));
        assertThat(hearing.heard(ballot(2), B, 101)).isEqualTo(new Hearing.Superseded(4));
    }

    @Test
    void doesNotSupportTwoHostsAtATime() {
        Epochs hearing = supported(IDLE.heard(ballot(1), A, 100));
        assertThat(hearing.heard(ballot(2), B, 100 + T - 1)).isInstanceOf(Hearing.Noted.class);
        assertThat(hearing.heard(ballot(2), B, 100 + T)).isInstanceOf(Hearing.Supported.class);
    }

    @Test
    void supportsAHostAgainWhoseRivalNeverHosted() {
        Epochs voted = granted(IDLE.claim(ballot(5), B, 0));
        assertThat(voted.heard(ballot(4), A, 1)).isInstanceOf(Hearing.Noted.class);
        assertThat(voted.resigned(ballot(5)).heard(ballot(4), A, 1)).isInstanceOf(Hearing.Supported.class);
    }

    @Test
    void keepsItsVoteWhenAnEarlierProcessOfTheHolderIsHeardToResign() {
        Epochs hearing = supported(IDLE.heard(ballot(1), A, 100)).resigned(new Ballot(1, 99));
        assertThat(hearing.claim(ballot(2), B, 101)).isInstanceOf(Answer.Denied.class);
    }

    @Test
    void grantsNothingThatAnEarlierProcessMayHaveGranted() {
        Epochs restarted = Epochs.atStart(T, 0, 700);
        assertThat(restarted.claim(ballot(700), A, T)).isEqualTo(new Answer.Denied(700, 0));
        assertThat(restarted.claim(ballot(701), A, T)).isInstanceOf(Answer.Granted.class);
    }

    @Test
    void keepsItsFloorToItselfWithinTheTimeoutOfItsStart() {
        Epochs fresh = Epochs.atStart(T, 0, 700);
        assertThat(fresh.claim(ballot(5), A, T - 1)).isEqualTo(new Answer.Denied(0, 1));
        assertThat(noted(fresh.heard(ballot(6), A, 1)).claim(ballot(5), A, 2))
                .as("what others said is no secret")
                .isEqualTo(new Answer.Denied(6, T - 2));
        assertThat(fresh.claim(ballot(5), A, T)).isEqualTo(new Answer.Denied(700, 0));
    }

    @Test
    void supportsAHostThatWasThereBeforeIt() {
        Epochs fresh = Epochs.atStart(T, 0, 700);
        assertThat(fresh.heard(ballot(5), A, T / 4)).isInstanceOf(Hearing.Supported.class);
    }

    @Test
    void supportsNobodyWhileAClaimCanWinThatItMayHaveGrantedBeforeItsStart() {
        Epochs fresh = Epochs.atStart(T, 0, 700);
        assertThat(fresh.heard(ballot(5), A, T / 4 - 1)).isInstanceOf(Hearing.Noted.class);
    }

    @Test
    void waitsAfterItsStartForTheLongestTimeoutThatItMet() {
        Epochs fresh = Epochs.atStart(T, 0, 0).met(3 * T).met(2 * T);
        assertThat(fresh.claim(ballot(1), A, 3 * T - 1)).isEqualTo(new Answer.Denied(0, 1));
        assertThat(fresh.claim(ballot(1), A, 3 * T)).isInstanceOf(Answer.Granted.class);
        assertThat(fresh.heard(ballot(1), A, T / 2)).isInstanceOf(Hearing.Noted.class);
    }

    @Test
    void believesInEpochsUpToAHundredYearsAheadOfTheClock() {
        long floor = Epochs.floor(Instant.parse("2026-11-25T10:00:00Z"));
        Epochs begun = Epochs.atStart(T, 0, floor);
        long later = 3_600_000_000_000L;
        long farthest = Epochs.floor(Instant.parse("2126-11-25T11:00:00Z"));
        assertThat(begun.isCredible(farthest, later)).isTrue();
        assertThat(begun.isCredible(farthest, 0)).isTrue();
        assertThat(begun.isCredible(Epochs.floor(Instant.parse("2126-11-28T11:00:00Z")), later))
                .isFalse();
        assertThat(begun.isCredible(Long.MAX_VALUE, later)).isFalse();
    }

    @Test
    void theFloorGrowsWithTheWallClock() {
        Instant start = Instant.parse("2026-11-25T10:00:00Z");
        assertThat(Epochs.floor(start.plusMillis(1)) - Epochs.floor(start)).isEqualTo(1_000);
        assertThat(Epochs.floor(Instant.parse("2026-01-01T00:00:00Z"))).isZero();
    }

    @Test
    void aClockOfThePastMakesNoNegativeFloor() {
        assertThat(Epochs.floor(Instant.EPOCH)).isZero();
    }

    @Test
    void jsonReadersWithDoublesReadEpochsExactlyForCenturies() {
        assertThat(Epochs.floor(Instant.parse("2300-01-01T00:00:00Z"))).isLessThan(1L << 53);
    }

    private static Ballot ballot(long epoch) {
        return new Ballot(epoch, 42);
    }

    private static Epochs granted(Answer answer) {
        return switch (answer) {
            case Answer.Granted(Epochs next) -> next;
            case Answer.Denied denied -> throw new AssertionError(denied);
        };
    }

    private static Epochs noted(Hearing hearing) {
        return switch (hearing) {
            case Hearing.Noted(Epochs next) -> next;
            case Hearing.Supported _, Hearing.Superseded _ -> throw new AssertionError(hearing);
        };
    }

    private static Epochs supported(Hearing hearing) {
        return switch (hearing) {
            case Hearing.Supported(Epochs next) -> next;
            case Hearing.Noted _, Hearing.Superseded _ -> throw new AssertionError(hearing);
        };
    }
}
