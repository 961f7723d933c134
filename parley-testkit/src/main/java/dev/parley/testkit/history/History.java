package dev.parley.testkit.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes down what is seen in a run, shows it to checkers at once, and writes it to a file where asked.
 *
 * <p>In a simulation there is one history for all nodes, on the simulation's clock, and {@link #check} after each step.
 * Of real processes each writes its own, with {@link #writing}; {@link Recording} reads them together afterwards.
 *
 * <p>Threading: any thread; entries are in the order in which {@link #add} was entered.
 *
 * <p>Limits: keeps every entry, except for those made by {@link #writing} and {@link #judging}, which keep none.
 *
 * <p>Failure: {@link #add} never throws, so that handlers may call it. The first violation, or the first failure to
 * write or of a checker, is kept for {@link #check}; after it checkers see nothing more, but entries are still taken.
 */
public final class History implements AutoCloseable {
    private final LongSupplier clockNanos;
    private final List<Checker> checkers;
    private final @Nullable List<Entry> entries;
    private final @Nullable Writer lines;
    private volatile @Nullable Throwable failure;

    private History(
            LongSupplier clockNanos, List<Checker> checkers, @Nullable List<Entry> entries, @Nullable Writer lines) {
        this.clockNanos = clockNanos;
        this.checkers = List.copyOf(checkers);
        this.entries = entries;
        this.lines = lines;
    }

    /** A history in memory that these checkers judge as it grows. */
    public static History of(LongSupplier clockNanos, List<Checker> checkers) {
        return new History(clockNanos, checkers, new ArrayList<>(), null);
    }

    /** A history that nobody reads afterwards: checkers see each entry, and only what they keep is kept. */
    public static History judging(LongSupplier clockNanos, List<Checker> checkers) {
        return new History(clockNanos, checkers, null, null);
    }

    /** As {@link #of(LongSupplier, List)}; each entry is also a line of JSON. {@link #close} closes {@code lines}. */
    public static History of(LongSupplier clockNanos, List<Checker> checkers, Writer lines) {
        return new History(clockNanos, checkers, new ArrayList<>(), lines);
    }

    /**
     * A history of one real process: only written, one line of JSON for each entry, at the end of {@code file}. A line
     * has left the process when {@link #add} returns, so it survives a kill. The beginning of one that a killed process
     * may have left there is cut off.
     */
    public static History writing(LongSupplier clockNanos, Path file) throws IOException {
        if (Files.exists(file)) {
            cutIncompleteLine(file);
        }
        Writer lines = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return new History(clockNanos, List.of(), null, lines);
    }

    private static void cutIncompleteLine(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            long end = channel.size();
            while (end > 0 && channel.read(last.clear(), end - 1) == 1 && last.get(0) != '\n') {
                end--;
            }
            channel.truncate(end);
        }
    }

    /** Takes down that {@code event} happens on {@code node} now. */
    public synchronized void add(String node, Event event) {
        try {
            Entry entry = new Entry(clockNanos.getAsLong(), node, event);
            if (entries != null) {
                entries.add(entry);
            }
            if (lines != null) {
                lines.write(EntryJson.line(entry));
                lines.flush();
            }
            if (failure == null) {
                show(entry);
            }
        } catch (IOException | RuntimeException | AssertionError e) {
            keep(e);
        }
    }

    private void show(Entry entry) {
        for (Checker checker : checkers) {
            checker.on(entry);
        }
    }

    /**
     * Throws what went wrong first, if anything did. Cheap: one volatile read.
     *
     * @throws AssertionError a {@link Violation}, or what a checker that is not of this package threw
     * @throws IllegalStateException if a checker, the clock or the file failed
     */
    public void check() {
        Throwable first = failure;
        switch (first) {
            case null -> {}
            case AssertionError found -> throw found;
            case IOException e -> throw new UncheckedIOException("the history cannot be written", e);
            default -> throw new IllegalStateException("the history could not be judged", first);
        }
    }

    /**
     * Asks the checkers what is still owed. Only after a run whose faults are healed and which came to rest.
     *
     * @throws Violation the first one there was, or the first thing that is still owed
     */
    public synchronized void end() {
        if (failure == null) {
            try {
                checkers.forEach(Checker::end);
            } catch (RuntimeException | AssertionError e) {
                keep(e);
            }
        }
        check();
    }

    private void keep(Throwable e) {
        if (failure == null) {
            failure = e;
        }
    }

    /** All that was taken down so far. */
    public synchronized List<Entry> entries() {
        return entries == null ? List.of() : List.copyOf(entries);
    }

    /** Closes the file. */
    @Override
    public synchronized void close() throws IOException {
        if (lines != null) {
            lines.close();
        }
    }
}
