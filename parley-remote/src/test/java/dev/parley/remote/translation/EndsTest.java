package dev.parley.remote.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.SupervisorStrategy;
import dev.parley.spi.NodeClock;
import dev.parley.wire.SpawnPolicy;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** What a spawn on another node says of the restarts that its child may have. */
class EndsTest {
    @Test
    void aStrategyTravelsAndComesBack() {
        SupervisorStrategy strategy = SupervisorStrategy.restart()
                .limit(7, Duration.ofMinutes(2))
                .backoff(Duration.ofMillis(20), Duration.ofSeconds(3));
        assertThat(Ends.strategy(Ends.wire(strategy))).isEqualTo(strategy);
    }

    @Test
    void takesAWindowAndPausesOfAnyLength() {
        Duration forever = ChronoUnit.FOREVER.getDuration();
        SpawnPolicy policy =
                Ends.wire(SupervisorStrategy.restart().limit(1, forever).backoff(forever, forever));
        assertThat(policy.windowMillis()).isEqualTo(NodeClock.LONGEST.toMillis());
        assertThat(policy.minBackoffMillis()).isEqualTo(NodeClock.LONGEST.toMillis());
        assertThat(policy.maxBackoffMillis()).isEqualTo(NodeClock.LONGEST.toMillis());
    }
}
