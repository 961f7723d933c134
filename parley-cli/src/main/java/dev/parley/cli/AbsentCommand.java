package dev.parley.cli;

import dev.parley.cli.options.Exit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Stands for a command that needs a checkout, where there is none: its libraries are not in the product. */
abstract class AbsentCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private CommandSpec spec;

    @Unmatched
    @SuppressWarnings("UnusedVariable") // whatever is asked of it, the answer is the same
    private @Nullable List<String> arguments;

    @Override
    public Integer call() {
        spec.commandLine()
                .getErr()
                .println("parley: " + spec.name() + " is not installed: clone the sources and run ./parley "
                        + spec.name() + " there");
        return Exit.MISTAKE;
    }

    /** {@code parley bench}. */
    @Command(name = "bench", description = "Measures speed beside a peer, in the same run; in a checkout only.")
    static final class Bench extends AbsentCommand {}

    /** {@code parley fuzz}. */
    @Command(name = "fuzz", description = "Feeds broken bytes to what reads a network; in a checkout only.")
    static final class Fuzz extends AbsentCommand {}
}
