package dev.parley.testkit.history;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A history that was read back. Several files are merged so that the entries of each file keep their order, that each
 * message is sent before anything becomes of it, and that a {@link Event.ProcessDied} comes after all that its node
 * wrote; otherwise by time. Processes on one machine that use {@code System.nanoTime} share a clock; across machines
 * only the order on each node means something, and only {@link Checkers#merged} is right.
 *
 * <p>Limits: all entries are held in memory; a line has at most {@value #MAX_LINE_CHARACTERS} characters.
 *
 * @param entries in the merged order
 * @param truncated where a last line was incomplete, as that of a killed process may be, with file and line number;
 *     such a line is left out
 */
public record Recording(List<Entry> entries, List<String> truncated) {
    static final int MAX_LINE_CHARACTERS = 1 << 20;

    /** Keeps copies. */
    public Recording {
        entries = List.copyOf(entries);
        truncated = List.copyOf(truncated);
    }

    /**
     * Reads the lines of one file.
     *
     * @param name for errors, such as the file's name
     * @throws IOException if a line is no entry, with name and line number
     */
    public static Recording read(String name, Reader reader) throws IOException {
        List<Entry> entries = new ArrayList<>();
        List<String> truncated = new ArrayList<>();
        Lines lines = new Lines(reader, MAX_LINE_CHARACTERS);
        for (long number = 1; lines.next(); number++) {
            String place = name + ":" + number;
            try {
                entries.add(EntryJson.entry(lines.line()));
            } catch (IllegalArgumentException e) {
                if (lines.isComplete()) {
                    throw new IOException(place + ": no entry of a history: " + e.getMessage(), e);
                }
                truncated.add(place);
            }
        }
        return new Recording(entries, truncated);
    }

    /** Reads files, which are UTF-8, and merges them. */
    public static Recording readAll(List<Path> files) throws IOException {
        List<List<Entry>> histories = new ArrayList<>();
        List<String> truncated = new ArrayList<>();
        for (Path file : files) {
            try (Reader reader = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
                Recording one = read(file.toString(), reader);
                histories.add(one.entries());
                truncated.addAll(one.truncated());
            }
        }
        return new Recording(new Merge(histories).merged(), truncated);
    }

    /**
     * Shows all entries to the checkers and asks them what is still owed.
     *
     * @throws Violation the first one
     */
    public void judge(List<Checker> checkers) {
        for (Entry entry : entries) {
            for (Checker checker : checkers) {
                checker.on(entry);
            }
        }
        checkers.forEach(Checker::end);
    }
}
