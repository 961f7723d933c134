package dev.parley.testkit.remote;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What this process writes to its log until this is closed: slf4j-simple writes to the error stream. */
final class LogLines implements AutoCloseable {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream before = System.err;

    LogLines() {
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** How many lines contain that. */
    long count(String text) {
        return lines().stream().filter(line -> line.contains(text)).count();
    }

    @Override
    public void close() {
        System.setErr(before);
    }
}
