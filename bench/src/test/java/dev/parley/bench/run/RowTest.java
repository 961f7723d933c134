package dev.parley.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.side.Side;
import dev.parley.bench.workload.Metric;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RowTest {
    private static final Map<Side, Spread> CPU_NANOS = Map.of(
            Side.PARLEY,
            new Spread(40, 40, 40),
            Side.PEKKO,
            new Spread(200, 200, 200),
            Side.PEKKO_FIXED,
            new Spread(100, 90, 110));

    @Test
    void theMiddleOfAnEvenNumberIsTheMeanOfTwo() {
        assertThat(Spread.of(List.of(4.0, 1.0, 9.0))).isEqualTo(new Spread(4, 1, 9));
        assertThat(Spread.of(List.of(4.0, 1.0, 9.0, 6.0))).isEqualTo(new Spread(5, 1, 9));
    }

    @Test
    void ofRatesTheHigherIsTheBestPeer() {
        Row row = row(Metric.TELL_1, Map.of(Side.PARLEY, 30.0, Side.PEKKO, 5.0, Side.PEKKO_FIXED, 10.0));

        assertThat(row.bestPeer()).contains(Side.PEKKO_FIXED);
        assertThat(row.ratioToBest()).hasValue(3);
        assertThat(row.ratioTo(Side.PEKKO)).hasValue(6);
        assertThat(row.atLeast()).isEqualTo(Row.Verdict.REACHED);
    }

    @Test
    void ofTimesAndBytesTheLowerIsBetter() {
        Row row = row(Metric.SLEEPERS_DONE, Map.of(Side.PARLEY, 0.2, Side.PEKKO, 12.0, Side.PEKKO_BLOCKING, 6.0));

        assertThat(row.bestPeer()).contains(Side.PEKKO_BLOCKING);
        assertThat(row.ratioToBest()).hasValue(6.0 / 0.2);
        assertThat(row.atLeast()).isEqualTo(Row.Verdict.REACHED);
        assertThat(row.stretch()).isEqualTo(Row.Verdict.MISSED);
    }

    @Test
    void allAimsOfAMetricMustBeReached() {
        assertThat(row(Metric.FAN_IN, Map.of(Side.PARLEY, 30.0, Side.PEKKO, 10.0, Side.PEKKO_FIXED, 25.0))
                        .atLeast())
                .isEqualTo(Row.Verdict.REACHED);
        assertThat(row(Metric.FAN_IN, Map.of(Side.PARLEY, 30.0, Side.PEKKO, 11.0, Side.PEKKO_FIXED, 25.0))
                        .atLeast())
                .isEqualTo(Row.Verdict.MISSED);
    }

    @Test
    void anAimThatSpeaksOfAnAbsentSideIsNeitherReachedNorMissed() {
        Row alone = row(Metric.TELL_1, Map.of(Side.PARLEY, 30.0, Side.FLOOR, 32.0));

        assertThat(alone.atLeast()).isEqualTo(Row.Verdict.UNKNOWN);
        assertThat(alone.stretch()).isEqualTo(Row.Verdict.REACHED);
        assertThat(alone.bestPeer()).isEmpty();
    }

    @Test
    void betweenProcessesRawSocketsAreTheFloor() {
        Row row = row(Metric.ROUND_TRIP_1_P50, Map.of(Side.PARLEY, 20e-6, Side.PEKKO, 300e-6, Side.RAW, 10e-6));

        assertThat(row.floor()).contains(Side.RAW);
        assertThat(row.bestPeer()).contains(Side.PEKKO);
        assertThat(row.ratioToFloor()).hasValue(0.5);
        assertThat(row.atLeast()).isEqualTo(Row.Verdict.REACHED);
        assertThat(row.stretch()).isEqualTo(Row.Verdict.MISSED);
    }

    @Test
    void aLeastValueIsReachedFromBelow() {
        assertThat(row(Metric.STREAM_RATE, Map.of(Side.PARLEY, 1.1e9)).stretch())
                .isEqualTo(Row.Verdict.REACHED);
        assertThat(row(Metric.STREAM_RATE, Map.of(Side.PARLEY, 0.9e9)).stretch())
                .isEqualTo(Row.Verdict.MISSED);
    }

    @Test
    void aRowReadsAsOneLine() {
        Row row = row(Metric.TELL_1, Map.of(Side.PARLEY, 30e6, Side.PEKKO, 4.5e6, Side.PEKKO_FIXED, 10e6));

        assertThat(Table.line(row))
                .isEqualTo("tell 1->1                         30.0 M/s (+0..+0 %)     4.50 M/s   6.67"
                        + "   10.0 M/s   3.00  pekko-fixed              -     -   2.50  reached  unknown    25 %"
                        + "  1.5..6.0 us     22..185 ns");
    }

    @Test
    void aRowIsAJsonObjectWithItsUnit() {
        Row row = row(Metric.IDLE_BYTES, Map.of(Side.PARLEY, 250.0, Side.PEKKO, 800.0));
        Circumstances here = new Circumstances("abc", 2, "Linux", "25", "1.7.0", List.of("-Xmx4g"));

        assertThat(JsonReport.of(here, new Agenda(List.of(), 3, 2, true, OptionalInt.empty()), List.of(row))
                        .text())
                .contains(
                        "\"commit\":\"abc\"",
                        "\"rounds\":3",
                        "\"metric\":\"heap per idle named actor\"",
                        "\"unit\":\"BYTES\"",
                        "\"parley\":{\"median\":250.0,\"min\":250.0,\"max\":250.0}",
                        "\"bestPeer\":\"pekko\"",
                        "\"timesBest\":3.2",
                        "\"pekko-fixed\":{\"median\":100.0,\"min\":90.0,\"max\":110.0}",
                        "\"timesFloor\":null",
                        "\"atLeast\":\"reached\"",
                        "\"othersShare\":0.25",
                        "\"wakeNanos\":{\"median\":2000.0,\"min\":1500.0,\"max\":6000.0}");
    }

    private static Row row(Metric metric, Map<Side, Double> medians) {
        Map<Side, Spread> spreads = new EnumMap<>(Side.class);
        medians.forEach((side, value) -> spreads.put(side, new Spread(value, value, value)));
        return new Row(
                metric,
                spreads,
                CPU_NANOS,
                new Surroundings(OptionalDouble.of(0.25), new Spread(2_000, 1_500, 6_000), new Spread(30, 22, 185)));
    }
}
