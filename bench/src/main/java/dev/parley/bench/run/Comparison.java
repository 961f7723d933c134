package dev.parley.bench.run;

import dev.parley.bench.workload.Trial;
import dev.parley.cli.options.Exit;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Trials on Parley and beside it, each in a process of its own, in turns, as text or as JSON. Exit 1 when a count was
 * wrong or a process had no figures; an aim that was missed is a figure like any other.
 */
@SuppressWarnings("NullAway.Init") // picocli fills it
abstract class Comparison implements Callable<Integer> {
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

    @Option(
            names = "--crossing",
            paramLabel = "NANOS",
            description = "Count no process before or after which a cache line took longer from core to core, as on"
                    + " virtual machines that are moved about: run it again, up to 9 times, then count it all the same"
                    + " (default: whatever it took).")
    private @Nullable Integer crossing;

    @Option(names = "--json", description = "Print one JSON object at the end instead of text.")
    private boolean json;

    @Option(names = "--list", description = "List the workloads and who runs them.")
    private boolean list;

    /** What there is to run, in this order. */
    abstract List<Trial> trials();

    /** What Parley is compared with besides the peer, in one word. */
    abstract String floor();

    @Override
    public final Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (list) {
            for (Trial trial : trials()) {
                out.println(String.format("  %-15s %s", trial.title(), trial.what()));
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
            out.println(Table.head(floor()));
        }
        for (Trial trial : agenda.trials()) {
            List<Row> some = series.run(trial);
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
        if (crossing != null && crossing < 1) {
            throw mistake("--crossing is " + crossing + ": choose 1 or more, usually 80");
        }
        return new Agenda(
                chosen(),
                rounds,
                seconds,
                peer == Peer.pekko,
                crossing == null ? OptionalInt.empty() : OptionalInt.of(crossing));
    }

    private List<Trial> chosen() {
        if (workloads == null) {
            return trials();
        }
        return workloads.stream()
                .map(name -> Trials.titled(trials(), name)
                        .orElseThrow(() -> mistake("there is no workload '" + name + "': there are "
                                + trials().stream().map(Trial::title).collect(Collectors.joining(", ")))))
                .distinct()
                .toList();
    }

    private ParameterException mistake(String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
