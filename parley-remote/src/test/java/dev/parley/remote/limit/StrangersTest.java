package dev.parley.remote.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StrangersTest {
    private static final int MOST = Strangers.MAX_STRANGERS;

    private final Strangers<Integer> strangers = new Strangers<>();

    @Test
    void theOldestGivesWay() {
        fill(0);
        assertThat(strangers.enter(MOST)).isZero();
        assertThat(strangers.enter(MOST + 1)).isEqualTo(1);
        assertThat(strangers.size()).isEqualTo(MOST);
    }

    @Test
    void whoHasLeftMakesRoom() {
        fill(0);
        strangers.leave(7);
        assertThat(strangers.enter(MOST)).isNull();
        assertThat(strangers.enter(MOST + 1)).isZero();
    }

    @Test
    void whoHasSaidHelloIsNotPushedOutBySilence() {
        strangers.enter(-1);
        assertThat(strangers.greets(-1)).isNull();
        fill(0);
        for (int i = 0; i < 3 * MOST; i++) {
            assertThat(strangers.enter(MOST + i)).isEqualTo(i);
        }
    }

    @Test
    void whoIsSilentIsNotPushedOutByThoseWhoSayHello() {
        strangers.enter(-1);
        for (int i = 0; i < 3 * MOST; i++) {
            assertThat(strangers.enter(i)).isNull();
            assertThat(strangers.greets(i)).isEqualTo(i < MOST ? null : i - MOST);
        }
        strangers.leave(3 * MOST - 1);
        fill(10 * MOST);
        assertThat(strangers.size()).isEqualTo(2 * MOST - 1);
    }

    private void fill(int from) {
        for (int i = from; i < from + MOST; i++) {
            strangers.enter(i);
        }
    }
}
