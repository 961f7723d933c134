package dev.parley.kernel;

import dev.parley.Failure;
import dev.parley.Terminated;
import org.jspecify.annotations.Nullable;

/**
 * What user code threw, as a value that may travel.
 *
 * <p>Limits: texts are cut at {@value #TEXT_CHARS} characters.
 */
final class Thrown {
    private static final int TEXT_CHARS = 2_000;

    private Thrown() {}

    static Failure.Crashed failure(Throwable thrown) {
        return new Failure.Crashed(type(thrown), text(thrown));
    }

    static Terminated.Crashed reason(Throwable thrown) {
        String text = text(thrown);
        return new Terminated.Crashed(text.isEmpty() ? type(thrown) : type(thrown) + ": " + text);
    }

    private static String type(Throwable thrown) {
        String simple = thrown.getClass().getSimpleName();
        return simple.isEmpty() ? thrown.getClass().getName() : simple;
    }

    private static String text(Throwable thrown) {
        try {
            @Nullable String text = thrown.getMessage();
            return text == null ? "" : text.substring(0, Math.min(text.length(), TEXT_CHARS));
        } catch (Throwable broken) { // user code may be behind getMessage, and a failure must not fail
            return "its message cannot be read: " + broken.getClass().getName();
        }
    }
}
