package dev.parley.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LinkConfigTest {
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private static LinkConfig patience(Duration failureTimeout) {
        return LinkConfig.defaults().withTimeouts(HEARTBEAT, failureTimeout);
    }

    @Test
    void takesPatienceFromTwoBeatsToWhatPeersCanBeTold() {
        assertThat(patience(HEARTBEAT.multipliedBy(2)).failureTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(patience(Duration.ofDays(49)).failureTimeout()).hasDays(49);
    }

    @Test
    void refusesAPatienceThatWouldReachPeersAsAShortOne() {
        Duration wrapsIn32Bits = Duration.ofMillis((1L << 32) + 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> patience(wrapsIn32Bits))
                .withMessageContaining("failureTimeout " + wrapsIn32Bits + " must be at most 49 days");
    }

    @Test
    void refusesAPatienceBelowTwoBeats() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> patience(HEARTBEAT))
                .withMessageContaining("must be at least twice heartbeat PT1S");
    }
}
