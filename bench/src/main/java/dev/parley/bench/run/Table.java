package dev.parley.bench.run;

import dev.parley.bench.side.Side;
import dev.parley.bench.workload.Metric;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Rows as text for people, of a fixed width, so that each can be printed when it is there. Pure. */
final class Table {
    private static final String NOTHING = "-";

    private Table() {}

    /** What the columns are. */
    static String head(String floor) {
        return line(
                "",
                "parley",
                "min..max",
                "pekko",
                "x",
                "its best",
                "x",
                "which",
                floor,
                "x",
                "cpu x",
                "aim",
                "stretch",
                "others",
                "wake-up",
                "crossing");
    }

    static String line(Row row) {
        Metric metric = row.metric();
        Map<Side, Spread> spreads = row.spreads();
        Optional<Side> best = row.bestPeer();
        Spread own = spreads.get(Side.PARLEY);
        return line(
                metric.title(),
                median(metric, own),
                own == null ? NOTHING : spread(own),
                median(metric, spreads.get(Side.PEKKO)),
                ratio(row.ratioTo(Side.PEKKO)),
                best.map(side -> median(metric, spreads.get(side))).orElse(NOTHING),
                ratio(row.ratioToBest()),
                best.map(Side::title).orElse(NOTHING),
                row.floor().map(side -> median(metric, spreads.get(side))).orElse(NOTHING),
                ratio(row.ratioToFloor()),
                ratio(row.cpuRatio()),
                verdict(row.atLeast()),
                verdict(row.stretch()),
                share(row.surroundings().othersShare()),
                micros(row.surroundings().wakeNanos()),
                nanos(row.surroundings().crossingNanos()));
    }

    private static String line(Object... cells) {
        return String.format(
                        Locale.ROOT,
                        "%-32s %9s %-13s %9s %6s  %9s %6s  %-15s  %9s %5s %6s  %-7s  %-7s  %6s  %-14s  %s",
                        cells)
                .stripTrailing();
    }

    private static String median(Metric metric, @Nullable Spread spread) {
        return spread == null ? NOTHING : value(metric, spread.median());
    }

    /** The lowest and the highest, as distances from the median. */
    private static String spread(Spread spread) {
        return String.format(
                Locale.ROOT,
                "(%+.0f..%+.0f %%)",
                (spread.min() / spread.median() - 1) * 100,
                (spread.max() / spread.median() - 1) * 100);
    }

    /** With three digits and a unit. */
    static String value(Metric metric, double value) {
        return switch (metric.unit()) {
            case PER_SECOND ->
                value >= 1e6
                        ? digits(value / 1e6) + " M/s"
                        : value >= 1e3 ? digits(value / 1e3) + " k/s" : digits(value) + " /s";
            case BYTES_PER_SECOND -> digits(value / 1e6) + " MB/s";
            case BYTES -> digits(value) + " B";
            case TIMES -> digits(value) + " x";
            case SECONDS ->
                value >= 1
                        ? digits(value) + " s"
                        : value >= 1e-3
                                ? digits(value * 1e3) + " ms"
                                : value >= 1e-6 ? digits(value * 1e6) + " us" : digits(value * 1e9) + " ns";
        };
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    private static String ratio(OptionalDouble ratio) {
        return ratio.isEmpty() ? NOTHING : digits(ratio.getAsDouble());
    }

    private static String verdict(Row.Verdict verdict) {
        return verdict == Row.Verdict.NO_AIM ? NOTHING : verdict.name().toLowerCase(Locale.ROOT);
    }

    private static String micros(Spread nanos) {
        return String.format(Locale.ROOT, "%.1f..%.1f us", nanos.min() / 1e3, nanos.max() / 1e3);
    }

    private static String nanos(Spread nanos) {
        return String.format(Locale.ROOT, "%.0f..%.0f ns", nanos.min(), nanos.max());
    }

    private static String share(OptionalDouble share) {
        return share.isEmpty() ? NOTHING : String.format(Locale.ROOT, "%.0f %%", share.getAsDouble() * 100);
    }
}
