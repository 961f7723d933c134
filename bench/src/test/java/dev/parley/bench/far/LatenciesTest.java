package dev.parley.bench.far;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.workload.Metric;
import dev.parley.bench.workload.Rate;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private static final Latencies.Names NAMES = new Latencies.Names(
            Metric.STREAM_P50, Metric.STREAM_P90, Metric.STREAM_P99, Metric.STREAM_P999, Metric.STREAM_MAX);

    private final Latencies latencies = new Latencies(2);
    private final Latencies.Clock clock = latencies.clock();

    @Test
    void aRoundTripCountsInItsPhase() {
        phase(0, () -> {
            clock.sent();
            clock.back();
        });

        assertThat(p50(0)).isPositive();
        assertThat(p50(1)).isZero();
    }

    @Test
    void aRoundTripThatEndsAfterThePhaseCountsInIt() {
        phase(1, clock::sent);
        clock.back();

        assertThat(p50(0)).isZero();
        assertThat(p50(1)).isPositive();
    }

    @Test
    void aPhaseOfNothingButOneStallHasItForALatency() {
        clock.sent();
        phase(0, () -> {});
        clock.back();

        assertThat(p50(0)).isPositive();
        assertThat(p50(1)).isZero();
    }

    @Test
    void whatIsBackBeforeOrLeavesAfterThePhasesDoesNotCount() {
        clock.sent();
        clock.back();
        phase(0, () -> {});
        clock.sent();
        clock.back();
        phase(1, () -> {});
        clock.sent();
        clock.back();

        assertThat(p50(0)).isZero();
        assertThat(p50(1)).isZero();
    }

    private void phase(int counted, Runnable meanwhile) {
        Rate.Party party = latencies.during(counted, new Rate.Party() {});
        party.measuring(true);
        meanwhile.run();
        party.measuring(false);
    }

    private double p50(int counted) {
        return Objects.requireNonNull(latencies.figures(counted, NAMES).get(Metric.STREAM_P50))
                .value();
    }
}
