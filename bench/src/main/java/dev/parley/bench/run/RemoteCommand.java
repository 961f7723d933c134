package dev.parley.bench.run;

import dev.parley.bench.far.FarWorkload;
import dev.parley.bench.workload.Trial;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code parley bench remote}: two processes on Parley, on raw sockets and on Apache Pekko typed. */
@Command(
        name = "remote",
        description = "Runs the same workloads in two processes that talk over loopback: Parley's nodes as they come,"
                + " Apache Pekko typed over Artery TCP with a serializer written by hand in several settings, and"
                + " blocking sockets without actors, which are the limit. They take turns, with the same flags. Every"
                + " message is counted; a wrong count ends the run. The aims are for two cores, and figures from a"
                + " machine that does other work are no figures: see the column others.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  parley bench remote",
            "  parley bench remote --workload round-trip-1,one-way --seconds 5",
            "  parley bench remote --peer none --rounds 5 --json",
            "  parley bench remote --list"
        })
public final class RemoteCommand extends Comparison {
    @Override
    List<Trial> trials() {
        return List.of(FarWorkload.values());
    }

    @Override
    String floor() {
        return "raw";
    }
}
