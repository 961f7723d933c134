package dev.parley.testkit.history;

import java.io.IOException;
import java.io.Reader;

/** The lines of a text, each with whether its end was there. */
final class Lines {
    private final Reader reader;
    private final int maxCharacters;
    private final char[] buffer = new char[8192];
    private final StringBuilder line = new StringBuilder();
    private int position;
    private int filled;
    private boolean complete;

    Lines(Reader reader, int maxCharacters) {
        this.reader = reader;
        this.maxCharacters = maxCharacters;
    }

    /** Reads the next line; false when there is none. */
    boolean next() throws IOException {
        line.setLength(0);
        complete = false;
        while (!complete && fill()) {
            int start = position;
            while (position < filled && buffer[position] != '\n') {
                position++;
            }
            line.append(buffer, start, position - start);
            if (line.length() > maxCharacters) {
                throw new IOException("a line has more than " + maxCharacters + " characters");
            }
            if (position < filled) {
                position++;
                complete = true;
            }
        }
        return complete || !line.isEmpty();
    }

    private boolean fill() throws IOException {
        if (position == filled) {
            position = 0;
            filled = Math.max(0, reader.read(buffer));
        }
        return position < filled;
    }

    String line() {
        return line.toString();
    }

    /** Whether the line ended with a line feed. */
    boolean isComplete() {
        return complete;
    }
}
