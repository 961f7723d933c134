package dev.parley.cli;

import dev.parley.cli.demo.DemoCommand;
import dev.parley.cli.node.NodeCommand;
import dev.parley.cli.options.Exit;
import dev.parley.cli.simulate.ShardCommand;
import dev.parley.cli.simulate.SimulateCommand;
import dev.parley.cli.terminal.ChatCommand;
import dev.parley.remote.NodeException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command {@code parley}.
 *
 * <p>Failure: what cannot start, be it for a mistake on the command line or for a port that is taken, is one line on
 * stderr and exit code 2.
 */
@Command(
        name = "parley",
        description = "Distributed actors for Java over TCP.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            DemoCommand.class,
            NodeCommand.class,
            ChatCommand.class,
            SimulateCommand.class,
            ShardCommand.class
        })
public final class Main implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        run(new AbsentCommand.Bench(), args);
    }

    /** The same with a command {@code bench} from elsewhere: it needs libraries that this module must not have. */
    public static void run(Object bench, String[] args) {
        System.exit(commandLine(bench)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(args));
    }

    static CommandLine commandLine() {
        return commandLine(new AbsentCommand.Bench());
    }

    /** The command line as users know it, with that command as {@code bench}. */
    public static CommandLine commandLine(Object bench) {
        return withMistakesInOneLine(
                new CommandLine(new Main()).addSubcommand(bench).addSubcommand(new AbsentCommand.Fuzz()));
    }

    /** The same, which says what is wrong with its arguments in one line and ends with {@link Exit#MISTAKE}. */
    public static CommandLine withMistakesInOneLine(CommandLine command) {
        return command.setParameterExceptionHandler(Main::refuse).setExecutionExceptionHandler(Main::failed);
    }

    /** Without a command: says what there is. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int refuse(ParameterException mistake, String[] args) {
        CommandLine command = mistake.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String what = isOfNames(mistake)
                ? Misspelling.in(command, List.of(args)).orElseGet(() -> oneLine(mistake))
                : oneLine(mistake);
        command.getErr().println("parley: " + what + " (see " + name + " --help)");
        return Exit.MISTAKE;
    }

    private static boolean isOfNames(ParameterException mistake) {
        return mistake instanceof MissingParameterException || mistake instanceof UnmatchedArgumentException;
    }

    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (!(failure instanceof NodeException)) {
            throw failure;
        }
        command.getErr().println("parley: " + oneLine(failure));
        return Exit.MISTAKE;
    }

    private static String oneLine(Exception failure) {
        return String.valueOf(failure.getMessage()).replaceAll("\\R\\s*", " ");
    }
}
