package dev.parley.bench.run;

import dev.parley.bench.side.Side;
import dev.parley.bench.workload.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * All of a run as one JSON object.
 *
 * @param circumstances commit, machine, flags
 * @param rounds of each workload
 * @param seconds of warm-up, and again of measuring
 * @param figures one for each metric
 */
record JsonReport(Circumstances circumstances, int rounds, int seconds, List<Figure> figures) {
    /**
     * One metric.
     *
     * @param unit PER_SECOND, BYTES_PER_SECOND, BYTES, SECONDS or TIMES
     * @param sides what each reached
     * @param cpuNanos of processor time for one operation, where there are operations
     * @param bestPeer the setting in which the peer was best
     * @param timesDefault how many times as good as the peer as it comes
     * @param timesBest how many times as good as the peer at its best
     * @param timesFloor how many times as good as the floor, which is raw sockets between processes
     * @param atLeast reached, missed, unknown (a side did not run) or no_aim
     * @param stretch the same of what would be better still
     * @param othersShare of processor time meanwhile, 0 to 1
     * @param wakeNanos what it took to wake a thread up, before each process
     * @param crossingNanos what a cache line took from core to core, before and after each process
     */
    record Figure(
            String metric,
            Metric.Unit unit,
            Map<String, Spread> sides,
            Map<String, Spread> cpuNanos,
            @Nullable String bestPeer,
            @Nullable Double timesDefault,
            @Nullable Double timesBest,
            @Nullable Double timesFloor,
            String atLeast,
            String stretch,
            @Nullable Double othersShare,
            Spread wakeNanos,
            Spread crossingNanos) {
        static Figure of(Row row) {
            return new Figure(
                    row.metric().title(),
                    row.metric().unit(),
                    titled(row.spreads()),
                    titled(row.cpuNanos()),
                    row.bestPeer().map(Side::title).orElse(null),
                    orNull(row.ratioTo(Side.PEKKO)),
                    orNull(row.ratioToBest()),
                    orNull(row.ratioToFloor()),
                    row.atLeast().name().toLowerCase(Locale.ROOT),
                    row.stretch().name().toLowerCase(Locale.ROOT),
                    orNull(row.surroundings().othersShare()),
                    row.surroundings().wakeNanos(),
                    row.surroundings().crossingNanos());
        }

        private static Map<String, Spread> titled(Map<Side, Spread> spreads) {
            Map<String, Spread> titled = new LinkedHashMap<>();
            spreads.forEach((side, spread) -> titled.put(side.title(), spread));
            return titled;
        }

        private static @Nullable Double orNull(OptionalDouble value) {
            return value.isEmpty() ? null : value.getAsDouble();
        }
    }

    static JsonReport of(Circumstances circumstances, Agenda agenda, List<Row> rows) {
        return new JsonReport(
                circumstances,
                agenda.rounds(),
                agenda.seconds(),
                rows.stream().map(Figure::of).toList());
    }

    String text() {
        return JsonMapper.shared().writeValueAsString(this);
    }
}
