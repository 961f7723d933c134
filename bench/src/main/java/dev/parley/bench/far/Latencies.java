package dev.parley.bench.far;

import dev.parley.bench.workload.Measured;
import dev.parley.bench.workload.Metric;
import dev.parley.bench.workload.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * How long round trips took in the phases that count, to three digits. One that reaches into a phase counts in it, all
 * of it: what comes back late, or not before the phase is over, is what a percentile is asked for. A pair sends its
 * next ball when the last one is back, so a stall counts once for each pair, however many balls it kept from flying.
 *
 * <p>Threading: each {@link Clock} one thread at a time; the rest any one thread, {@link #figures} once all is over.
 */
final class Latencies {
    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;

    private final List<Clock> clocks = new ArrayList<>();
    private final int phases;
    private volatile int epoch; // odd in a phase, even between two of them

    /** Under which metrics percentiles are known. */
    record Names(Metric p50, Metric p90, Metric p99, Metric p999, Metric max) {}

    /** That of one pair. */
    final class Clock {
        private final List<Histogram> histograms = new ArrayList<>();
        private long sentNanos;
        private int sentEpoch;

        private Clock() {
            for (int i = 0; i < phases; i++) {
                histograms.add(new Histogram(LONGEST_NANOS, DIGITS));
            }
        }

        /** A ball flies. */
        void sent() {
            sentEpoch = epoch;
            sentNanos = System.nanoTime();
        }

        /** It is back: counts in each phase that it has seen. */
        void back() {
            int now = epoch;
            for (int seen = sentEpoch | 1; seen <= now; seen += 2) {
                histograms.get(seen / 2).recordValue(Math.min(LONGEST_NANOS, System.nanoTime() - sentNanos));
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

    /** Has the round trips of a phase count, from 0 on and one after the other, while the rate of the party does. */
    Rate.Party during(int counted, Rate.Party far) {
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
                epoch = 2 * counted + (now ? 1 : 2);
            }
        };
    }

    /** Of a phase, in seconds, once all balls are back. */
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
