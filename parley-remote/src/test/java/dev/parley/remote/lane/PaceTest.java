package dev.parley.remote.lane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final int MOST_BEATS = 120;
    private static final long WAITING_BYTES = 64 << 20;

    private final Pace pace = new Pace();

    /** For how many beats it is borne that so much leaves on each, and more comes in its place. */
    private int bornBeats(long leftBytes, long waitingBytes) {
        int beats = 0;
        while (beats < 10 * MOST_BEATS && !pace.isTooSlow(leftBytes, waitingBytes, MOST_BEATS)) {
            beats++;
        }
        return beats;
    }

    @Test
    void isTooSlowWhenLessThanASixteenthHasLeftInTime() {
        assertThat(bornBeats(WAITING_BYTES / 16 / MOST_BEATS - 1, WAITING_BYTES))
                .isEqualTo(MOST_BEATS);
    }

    @Test
    void isNotWhenASixteenthHas() {
        assertThat(bornBeats(WAITING_BYTES / 16 / MOST_BEATS + 1, WAITING_BYTES))
                .isEqualTo(10 * MOST_BEATS);
    }

    @Test
    void isTooSlowForTheLittleThatWaits() {
        assertThat(bornBeats(0, 1)).isEqualTo(MOST_BEATS);
    }

    @Test
    void isNeverTooSlowForNothing() {
        assertThat(bornBeats(0, 0)).isEqualTo(10 * MOST_BEATS);
    }

    @Test
    void whatHasLeftBeforeDoesNotCountForWhatComesLater() {
        assertThat(pace.isTooSlow(WAITING_BYTES, 0, MOST_BEATS)).isFalse();
        assertThat(bornBeats(0, WAITING_BYTES)).isEqualTo(MOST_BEATS);
    }

    @Test
    void beginsAnewWhenAllHasLeft() {
        assertThat(pace.isTooSlow(0, WAITING_BYTES, 2)).isFalse();
        assertThat(pace.isTooSlow(0, WAITING_BYTES, 2)).isFalse();
        assertThat(pace.isTooSlow(0, 0, 2)).isFalse();
        assertThat(pace.isTooSlow(0, WAITING_BYTES, 2)).isFalse();
        assertThat(pace.isTooSlow(0, WAITING_BYTES, 2)).isFalse();
        assertThat(pace.isTooSlow(0, WAITING_BYTES, 2)).isTrue();
    }
}
