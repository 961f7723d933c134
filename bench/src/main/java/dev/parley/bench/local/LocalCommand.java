package dev.parley.bench.local;

import dev.parley.bench.workload.Workload;
import dev.parley.cli.options.Exit;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code parley bench local}: the same workloads on Parley, on the floor below it and on Apache Pekko typed, in turns.
 * Exit 1 when a count was wrong or a process had no figures; an aim that was missed is a figure like any other.
 */
@Command(
        name = "local",
        description = "Runs the same workloads on Parley, on the least that an actor on its dispatcher can be (the"
                + " floor), and on Apache Pekko typed in several settings; each in a process of its own, in turns,"
                + " with the same flags. Every message is counted; a wrong count ends the run. The aims are for two"
                + " cores, and figures from a machine that does other work are no figures: see the last column.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  parley bench local",
            "  parley bench local --workload tell-1 --workload ask-1 --seconds 5",
            "  parley bench local --peer none --rounds 5 --json",
            "  parley bench local --list"
        })
@SuppressWarnings("NullAway.Init") // picocli fills it
public final class LocalCommand implements Callable<Integer> {
    private static final int USUAL_ROUNDS = 3;
    private static final int MOST_ROUNDS = 99;
    private static final int MOST_SECONDS = 60;

    /** Which peer runs. */
    enum Peer {
        pekko,
        none
    }

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--workload",
            paramLabel = "NAME",
            split = ",",
            description = "What to run; may be given again (default: all). See --list.")
    private @Nullable List<String> workloads;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often each side has its turn, 1 to 99 (default: 3; fewer are no comparison).")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "2",
            description = "Seconds of warm-up, and again of measuring, in each process, 1 to 60 (default: 2).")
    private int seconds;

    @Option(
            names = "--peer",
            paramLabel = "PEER",
            defaultValue = "pekko",
            description = "Whom to run beside Parley: pekko or none (default: pekko).")
    private Peer peer;

    @Option(names = "--json", description = "Print one JSON object at the end instead of text.")
    private boolean json;

    @Option(names = "--list", description = "List the workloads and who runs them.")
    private boolean list;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (list) {
            for (Workload workload : Workload.values()) {
                out.println(String.format("  %-14s %s", workload.title(), workload.what()));
            }
            return Exit.DONE;
        }
        Agenda agenda = agenda();
        Circumstances circumstances = Circumstances.here();
        Announcement.lines(agenda, circumstances).forEach(json ? err::println : out::println);
        try {
            List<Row> rows = run(agenda, out, err);
            if (json) {
                out.println(JsonReport.of(circumstances, agenda, rows).text());
            }
            return Exit.DONE;
        } catch (SampleFailed failed) {
            err.println("parley: " + failed.getMessage() + ", so there are no more figures");
            return Exit.FELL_SHORT;
        }
    }

    private List<Row> run(Agenda agenda, PrintWriter out, PrintWriter err) throws IOException, InterruptedException {
        Series series = new Series(agenda, err::println);
        List<Row> rows = new ArrayList<>();
        if (!json) {
            out.println(Table.head());
        }
        for (Workload workload : agenda.workloads()) {
            List<Row> some = series.run(workload);
            rows.addAll(some);
            if (!json) {
                some.forEach(row -> out.println(Table.line(row)));
            }
        }
        return rows;
    }

    private Agenda agenda() {
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw mistake("--rounds is " + rounds + ": choose 1 to " + MOST_ROUNDS + ", usually " + USUAL_ROUNDS);
        }
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw mistake("--seconds is " + seconds + ": choose 1 to " + MOST_SECONDS);
        }
        return new Agenda(chosen(), rounds, seconds, peer == Peer.pekko);
    }

    private List<Workload> chosen() {
        if (workloads == null) {
            return List.of(Workload.values());
        }
        return workloads.stream()
                .map(name -> Workload.titled(name)
                        .orElseThrow(() -> mistake("there is no workload '" + name + "': there are "
                                + Arrays.stream(Workload.values())
                                        .map(Workload::title)
                                        .collect(Collectors.joining(", ")))))
                .distinct()
                .toList();
    }

    private ParameterException mistake(String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
