package dev.parley.cli;

import dev.parley.cli.options.Exit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Stands for {@code parley bench} where there is no checkout: its peer is in no class path of the product. */
@Command(name = "bench", description = "Measures speed beside a peer, in the same run; in a checkout only.")
final class AbsentBench implements Callable<Integer> {
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
                .println("parley: the benchmarks are not installed: clone the sources and run ./parley bench there");
        return Exit.MISTAKE;
    }
}
