package dev.parley.bench.run;

import dev.parley.bench.side.Side;
import dev.parley.bench.workload.Measured;
import dev.parley.bench.workload.Metric;
import dev.parley.bench.workload.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Runs an agenda, one process at a time.
 *
 * <p>Threading: one thread. Failure: the first process without figures ends it, and kills nothing else.
 */
final class Series {
    private final Agenda agenda;
    private final Consumer<String> progress;

    Series(Agenda agenda, Consumer<String> progress) {
        this.agenda = agenda;
        this.progress = progress;
    }

    /** All rounds of one workload: a row for each of its figures. */
    List<Row> run(Trial trial) throws IOException, InterruptedException {
        Map<Metric, Map<Side, List<Measured>>> figures = new EnumMap<>(Metric.class);
        Moments moments = new Moments(agenda);
        Optional<ProcessorTime> before = ProcessorTime.now();
        for (int round = 1; round <= agenda.rounds(); round++) {
            for (Side side : agenda.sides(trial)) {
                String what = trial.title() + ", round " + round + " of " + agenda.rounds() + ": " + side.title();
                sampleThatCounts(trial, side, what, moments)
                        .forEach((metric, measured) ->
                                add(measured, side, figures.computeIfAbsent(metric, _ -> new EnumMap<>(Side.class))));
            }
        }
        OptionalDouble others = before.isEmpty()
                ? OptionalDouble.empty()
                : ProcessorTime.now().orElseThrow().othersSince(before.get());
        Surroundings surroundings = moments.surroundings(others);
        List<Row> rows = new ArrayList<>();
        figures.forEach((metric, bySide) -> rows.add(row(metric, bySide, surroundings)));
        return rows;
    }

    private static void add(Measured measured, Side side, Map<Side, List<Measured>> bySide) {
        bySide.computeIfAbsent(side, _ -> new ArrayList<>()).add(measured);
    }

    private Map<Metric, Measured> sampleThatCounts(Trial trial, Side side, String what, Moments moments)
            throws IOException, InterruptedException {
        while (true) {
            moments.before();
            progress.accept(what);
            Map<Metric, Measured> measured = sample(trial, side);
            if (moments.countsAfter()) {
                return measured;
            }
            progress.accept(what + ": the cores were apart, once more");
        }
    }

    private Map<Metric, Measured> sample(Trial trial, Side side) throws IOException, InterruptedException {
        try (SampleProcess process = SampleProcess.start(trial, side, agenda.seconds())) {
            return process.await(agenda.limitSeconds(trial, side));
        }
    }

    private static Row row(Metric metric, Map<Side, List<Measured>> bySide, Surroundings surroundings) {
        Map<Side, Spread> values = new EnumMap<>(Side.class);
        Map<Side, Spread> cpuNanos = new EnumMap<>(Side.class);
        bySide.forEach((side, measured) -> {
            values.put(side, Spread.of(measured.stream().map(Measured::value).toList()));
            List<Double> nanos = measured.stream()
                    .flatMapToDouble(one -> one.cpuNanos().stream())
                    .boxed()
                    .toList();
            if (!nanos.isEmpty()) {
                cpuNanos.put(side, Spread.of(nanos));
            }
        });
        return new Row(metric, values, cpuNanos, surroundings);
    }
}
