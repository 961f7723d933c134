package dev.parley.bench.run;

import dev.parley.bench.workload.Trial;
import dev.parley.bench.workload.Workload;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code parley bench local}: the same workloads on Parley, on the floor below it and on Apache Pekko typed. */
@Command(
        name = "local",
        description = "Runs the same workloads on Parley, on the least that an actor on its dispatcher can be (the"
                + " floor), and on Apache Pekko typed in several settings; each in a process of its own, in turns,"
                + " with the same flags. Every message is counted; a wrong count ends the run. The aims are for two"
                + " cores, and figures from a machine that does other work are no figures: see the column others.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  parley bench local",
            "  parley bench local --workload tell-1 --workload ask-1 --seconds 5",
            "  parley bench local --peer none --rounds 5 --json",
            "  parley bench local --list"
        })
public final class LocalCommand extends Comparison {
    @Override
    List<Trial> trials() {
        return List.of(Workload.values());
    }

    @Override
    String floor() {
        return "floor";
    }
}
