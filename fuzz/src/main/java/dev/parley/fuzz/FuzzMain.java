package dev.parley.fuzz;

import dev.parley.cli.Main;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;

/** The command {@code ./parley fuzz}. */
public final class FuzzMain {
    private FuzzMain() {}

    /** Runs it; the first argument is its name, as the launcher hands it on. */
    public static void main(String[] args) {
        // nodes write a line about each peer that they refuse, and here all are refused
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        String[] own = args.length > 0 && args[0].equals("fuzz") ? Arrays.copyOfRange(args, 1, args.length) : args;
        System.exit(commandLine()
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(own));
    }

    static CommandLine commandLine() {
        return Main.withMistakesInOneLine(new CommandLine(new FuzzCommand()));
    }
}
