package dev.parley.bench.run;

import dev.parley.bench.codec.CodecWorkload;
import dev.parley.bench.far.FarWorkload;
import dev.parley.bench.workload.Trial;
import dev.parley.bench.workload.Workload;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds trials by title. Pure. */
final class Trials {
    private Trials() {}

    /** Of all that there are. */
    static Optional<Trial> titled(String title) {
        List<Trial> all = Stream.<Stream<? extends Trial>>of(
                        Stream.of(Workload.values()),
                        Stream.of(FarWorkload.values()),
                        Stream.of(CodecWorkload.values()))
                .<Trial>flatMap(some -> some)
                .toList();
        return titled(all, title);
    }

    /** Of these. */
    static Optional<Trial> titled(List<Trial> trials, String title) {
        return trials.stream().filter(trial -> trial.title().equals(title)).findFirst();
    }
}
