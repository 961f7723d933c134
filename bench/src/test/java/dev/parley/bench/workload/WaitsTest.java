package dev.parley.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WaitsTest {
    private static final long SECOND = 1_000_000_000;

    private final Waits waits = new Waits();

    @Test
    void aShareOfTheWaitsIsNoLonger() {
        LongStream.rangeClosed(1, 100).map(i -> (101 - i) * SECOND).forEach(waits::add);

        assertThat(waits.seconds(0.5, 0.99, 1)).containsExactly(51, 100, 100);
        assertThat(waits.hasStarved()).isFalse();
    }

    @Test
    void whoHasStarvedWaitedSoLongAlways() {
        LongStream.range(0, 1_000).forEach(waits::add);
        waits.starve(5 * SECOND);

        assertThat(waits.hasStarved()).isTrue();
        assertThat(waits.seconds(0.5, 0.99)).containsExactly(5, 5);
    }
}
