package dev.parley.cli.terminal;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text, as {@link java.io.BufferedReader#readLine} finds them, but of a long one the beginning only: a
 * stream that never ends a line fills no memory.
 *
 * <p>Threading: one thread.
 */
final class CutLines {
    private final Reader in;
    private final int longest;
    private boolean isBehindReturn;

    /** {@code longest}: what is behind so many characters of a line is left out. */
    CutLines(Reader in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** The next line without its end; null when there is none. */
    @Nullable
    String next() throws IOException {
        StringBuilder line = new StringBuilder();
        boolean isBegun = false;
        for (int c = in.read(); c >= 0; c = in.read()) {
            boolean isSecondOfEnd = c == '\n' && isBehindReturn;
            isBehindReturn = c == '\r';
            if (isSecondOfEnd) {
                continue;
            }
            if (c == '\n' || c == '\r') {
                return line.toString();
            }
            isBegun = true;
            if (line.length() < longest) {
                line.append((char) c);
            }
        }
        return isBegun ? line.toString() : null;
    }
}
