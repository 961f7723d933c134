package dev.parley.bench.far;

import dev.parley.bench.workload.Measured;
import dev.parley.bench.workload.Metric;
import dev.parley.bench.workload.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * How long round trips took in the phases that count, to three digits.
 *
 * <p>Threading: each {@link Clock} one thread at a time; the rest any one thread, {@link #figures} once all is over.
 */
final class Latencies {
    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;
    private static final int NONE = -1;

    private final List<Clock> clocks = new ArrayList<>();
    private final int phases;
    private volatile int phase = NONE;

    /** Under which metrics percentiles are known. */
    record Names(Metric p50, Metric p90, Metric p99, Metric p999, Metric max) {}

    /** That of one pair. */
    final class Clock {
        private final List<Histogram> histograms = new ArrayList<>();
        private long sentNanos;
        private int sentPhase;

        private Clock() {
            for (int i = 0; i < phases; i++) {
                histograms.add(new Histogram(LONGEST_NANOS, DIGITS));
            }
        }

        /** A ball flies. */
        void sent() {
            sentPhase = phase;
            sentNanos = System.nanoTime();
        }

        /** It is back: counts when all of its flight was in one phase. */
        void back() {
            int now = phase;
            if (now != NONE && now == sentPhase) {
                histograms.get(now).recordValue(Math.min(LONGEST_NANOS, System.nanoTime() - sentNanos));
            }
        }
    }

    Latencies(int phases) {
        this.phases = phases;
    }

    /** One pair more. */
    Clock clock() {
        Clock clock = new Clock();
        clocks.add(clock);
        return clock;
    }

    /** Has the round trips of a phase count, from 0 on, while the rate of the party does. */
    Rate.Party during(int counted, FarProcess far) {
        return new Rate.Party() {
            @Override
            public long cpuNanos() {
                return far.cpuNanos();
            }

            @Override
            public int processes() {
                return far.processes();
            }

            @Override
            public void measuring(boolean now) {
                phase = now ? counted : NONE;
            }
        };
    }

    /** Of a phase, in seconds; zeros without a round trip. */
    Map<Metric, Measured> figures(int counted, Names names) {
        Histogram all = histogram(counted);
        return Map.of(
                names.p50(), seconds(all.getValueAtPercentile(50)),
                names.p90(), seconds(all.getValueAtPercentile(90)),
                names.p99(), seconds(all.getValueAtPercentile(99)),
                names.p999(), seconds(all.getValueAtPercentile(99.9)),
                names.max(), seconds(all.getMaxValue()));
    }

    /** One of a hundred round trips of a phase took longer, in seconds. */
    double p99(int counted) {
        return seconds(histogram(counted).getValueAtPercentile(99)).value();
    }

    private Histogram histogram(int counted) {
        Histogram all = new Histogram(LONGEST_NANOS, DIGITS);
        clocks.forEach(clock -> all.add(clock.histograms.get(counted)));
        return all;
    }

    private static Measured seconds(long nanos) {
        return Measured.of(nanos / 1e9);
    }
}
