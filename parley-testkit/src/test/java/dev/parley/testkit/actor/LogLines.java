package dev.parley.testkit.actor;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a logger writes while something runs. */
final class LogLines {
    private LogLines() {}

    static List<String> of(String logger, Runnable work) {
        return of(logger, _ -> work.run());
    }

    /** The same for work that waits for a line: it has those that are written so far. */
    static List<String> of(String logger, Consumer<List<String>> work) {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger(logger);
        log.addHandler(handler);
        try {
            work.accept(lines);
        } finally {
            log.removeHandler(handler);
        }
        return lines;
    }
}
