package dev.parley.fuzz;

import dev.parley.cli.options.Exit;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code parley fuzz}, in a checkout. Exit 1 when something was found. */
@Command(
        name = "parley fuzz",
        description = "Breaks valid input in one or a few places and gives it to everything that reads what strangers"
                + " write: only what is documented may come out. What is found is printed with the command that"
                + " repeats it.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  parley fuzz",
            "  parley fuzz --target frames --inputs 100000000",
            "  parley fuzz --target peers --seed 7 --round 12",
            "  parley fuzz --list"
        })
@SuppressWarnings("NullAway.Init") // picocli fills it
final class FuzzCommand implements Callable<Integer> {
    private static final long LONGEST_SECONDS = 24 * 60 * 60;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--target",
            paramLabel = "NAME",
            split = ",",
            description = "What to fuzz; may be given again (default: all). See --list.")
    private @Nullable List<String> targets;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Where chance begins (default: 1).")
    private long seed;

    @Option(
            names = "--inputs",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Inputs for each target (default: 1000000); the last round is finished.")
    private long inputs;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "3600",
            description = "Seconds for each target at most (default: 3600).")
    private long seconds;

    @Option(names = "--round", paramLabel = "N", description = "Run this round alone, as a finding says.")
    private @Nullable Long round;

    @Option(names = "--list", description = "List the targets.")
    private boolean list;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            Stream.of(Target.values())
                    .forEach(target -> out.println(String.format("  %-17s %s", target.title(), target.what())));
            return Exit.DONE;
        }
        List<Target> chosen = chosen();
        out.println(line("target", "inputs", "accepted", "seconds", "cpu s", "inputs/cpu s", "findings"));
        boolean found = false;
        for (Target target : chosen) {
            Campaign.Outcome outcome = run(target);
            out.println(line(outcome));
            outcome.finding().ifPresent(out::println);
            found |= outcome.finding().isPresent();
            if (out.checkError()) {
                spec.commandLine().getErr().println("parley: " + Exit.UNREAD);
                return Exit.FELL_SHORT;
            }
        }
        return found ? Exit.FELL_SHORT : Exit.DONE;
    }

    private Campaign.Outcome run(Target target) throws InterruptedException {
        long nanos = seconds * 1_000_000_000L;
        return round == null
                ? new Campaign(target, seed).run(0, inputs, nanos)
                : new Campaign(target, seed).run(round, 1, nanos);
    }

    private static String line(Campaign.Outcome outcome) {
        return line(
                outcome.target().title(),
                outcome.inputs(),
                String.format(Locale.ROOT, "%.1f %%", 100.0 * outcome.accepted() / Math.max(1, outcome.inputs())),
                String.format(Locale.ROOT, "%.1f", outcome.seconds()),
                String.format(Locale.ROOT, "%.1f", outcome.cpuSeconds()),
                Math.round(outcome.inputs() / Math.max(1e-9, outcome.cpuSeconds())),
                outcome.finding().isPresent() ? 1 : 0);
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, "%-17s %12s %9s %9s %9s %13s %9s", cells);
    }

    private List<Target> chosen() {
        if (inputs < 1) {
            throw mistake("--inputs is " + inputs + ": choose 1 or more");
        }
        if (seconds < 1 || seconds > LONGEST_SECONDS) {
            throw mistake("--seconds is " + seconds + ": choose 1 to " + LONGEST_SECONDS);
        }
        if (round != null && round < 0) {
            throw mistake("--round is " + round + ": choose 0 or more");
        }
        if (targets == null) {
            return List.of(Target.values());
        }
        return targets.stream()
                .map(name -> Target.titled(name)
                        .orElseThrow(() -> mistake("there is no target '" + name + "': there are "
                                + Stream.of(Target.values()).map(Target::title).collect(Collectors.joining(", ")))))
                .distinct()
                .toList();
    }

    private ParameterException mistake(String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
