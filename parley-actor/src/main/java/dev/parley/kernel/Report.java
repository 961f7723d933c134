package dev.parley.kernel;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lines in the system's log, for places that must not fail for its sake: the user's code is behind the log, and behind
 * the message of what is to be logged.
 *
 * <p>Threading: any thread.
 *
 * <p>Failure: what cannot be logged with its stack trace is logged without; a log that throws loses its line.
 */
final class Report {
    private static final System.Logger LOG = System.getLogger("dev.parley.actor");

    private Report() {}

    /** Something is not as it should be. */
    static void warning(Supplier<String> text) {
        warning(text, null);
    }

    /** The same because of what was thrown. */
    static void warning(Supplier<String> text, @Nullable Throwable thrown) {
        write(System.Logger.Level.WARNING, text, thrown);
    }

    /** Code that should not throw did. */
    static void error(Supplier<String> text, Throwable thrown) {
        write(System.Logger.Level.ERROR, text, thrown);
    }

    private static void write(System.Logger.Level level, Supplier<String> text, @Nullable Throwable thrown) {
        try {
            LOG.log(level, text, thrown);
        } catch (Throwable broken) {
            if (thrown != null) {
                write(level, () -> text.get() + ": " + thrown.getClass().getName() + ", which cannot be shown", null);
            }
        }
    }
}
