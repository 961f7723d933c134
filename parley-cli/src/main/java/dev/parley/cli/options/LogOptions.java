package dev.parley.cli.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/**
 * How much a process says on stderr: one line for each event.
 *
 * <p>Threading: before the first logger is made, because the logging library reads its level once.
 */
public final class LogOptions {
    private static final String LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    @ArgGroup
    private @Nullable Choice choice;

    private static final class Choice {
        @Option(names = "--verbose", description = "Log every step on stderr.")
        private boolean verbose;

        @Option(names = "--quiet", description = "Log errors only.")
        private boolean quiet;
    }

    /** Sets the level of this process, unless it was set from outside. */
    public void apply(String usual) {
        String level = choice == null ? usual : choice.verbose ? "debug" : choice.quiet ? "error" : usual;
        if (choice != null || System.getProperty(LEVEL) == null) {
            System.setProperty(LEVEL, level);
        }
    }
}
