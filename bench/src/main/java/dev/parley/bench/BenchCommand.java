package dev.parley.bench;

import dev.parley.bench.run.CodecCommand;
import dev.parley.bench.run.LocalCommand;
import dev.parley.bench.run.RemoteCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code parley bench}, in a checkout. */
@Command(
        name = "bench",
        description = "Measures speed beside a peer, in the same run.",
        mixinStandardHelpOptions = true,
        subcommands = {LocalCommand.class, RemoteCommand.class, CodecCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  parley bench local",
            "  parley bench remote",
            "  parley bench codec",
            "  parley bench remote --help"
        })
final class BenchCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private CommandSpec spec;

    /** Without a command: says what there is. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
