package dev.parley.bench.run;

import dev.parley.bench.codec.CodecWorkload;
import dev.parley.bench.workload.Trial;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code parley bench codec}: the record codec beside code by hand, in one process, in turns. */
@Command(
        name = "codec",
        description = "Encodes and decodes two records with the record codec and with code that was written by hand for"
                + " them, without its checks; in one process, in turns, in processor time. Each round is a process of"
                + " its own. What comes out is compared; a wrong result ends the run.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  parley bench codec",
            "  parley bench codec --workload msg-encode --rounds 5 --json",
            "  parley bench codec --list"
        })
public final class CodecCommand extends Comparison {
    @Override
    List<Trial> trials() {
        return List.of(CodecWorkload.values());
    }

    @Override
    String floor() {
        return "-";
    }
}
