package dev.parley.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parley.testkit.history.Event.Delivered;
import dev.parley.testkit.history.Event.Memory;
import dev.parley.testkit.history.Event.ProcessStarted;
import dev.parley.testkit.history.Event.Sent;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    private static final Sent SENT = new Sent(Story.A, Story.B, 1);
    private static final Delivered DELIVERED = new Delivered(Story.A, Story.B, 1);

    private final AtomicLong clock = new AtomicLong(100);

    @Test
    void keepsEachEntryWithItsTime() {
        History history = History.of(clock::incrementAndGet, Checkers.all());

        history.add("a.1", SENT);
        history.add("b.1", DELIVERED);

        assertThat(history.entries()).containsExactly(new Entry(101, "a.1", SENT), new Entry(102, "b.1", DELIVERED));
        assertThatCode(history::check).doesNotThrowAnyException();
        assertThatCode(history::end).doesNotThrowAnyException();
    }

    @Test
    void keepsTheFirstViolationForCheckAndGoesOnTakingEntries() {
        History history = History.of(clock::incrementAndGet, Checkers.all());

        history.add("b.1", DELIVERED);
        history.add("b.1", new Memory("queue", 2, 1));

        assertThatExceptionOfType(Violation.class)
                .isThrownBy(history::check)
                .extracting(Violation::kind)
                .isEqualTo("delivered-unsent");
        assertThatExceptionOfType(Violation.class)
                .isThrownBy(history::end)
                .extracting(Violation::kind)
                .isEqualTo("delivered-unsent");
        assertThat(history.entries()).hasSize(2);
    }

    @Test
    void showsNothingToCheckersAfterAViolation() {
        List<Entry> seen = new ArrayList<>();
        History history = History.of(clock::incrementAndGet, List.of(new MemoryChecker(), seen::add));

        history.add("a.1", SENT);
        history.add("a.1", new Memory("queue", 2, 1));
        history.add("b.1", DELIVERED);

        assertThat(seen).containsExactly(new Entry(101, "a.1", SENT));
    }

    @Test
    void endThrowsWhatIsStillOwedAndCheckKnowsItToo() {
        History history = History.of(clock::incrementAndGet, Checkers.all());
        history.add("a.1", new Sent(Story.A, Story.A2, 1));
        history.check();

        assertThatExceptionOfType(Violation.class)
                .isThrownBy(history::end)
                .extracting(Violation::kind)
                .isEqualTo("vanished");
        assertThatExceptionOfType(Violation.class).isThrownBy(history::check);
    }

    @Test
    void aCheckerThatFailsIsNoViolation() {
        IllegalArgumentException bug = new IllegalArgumentException("mine");
        History history = History.of(clock::incrementAndGet, List.of(entry -> {
            throw bug;
        }));

        history.add("a.1", SENT);

        assertThatIllegalStateException().isThrownBy(history::check).withCause(bug);
    }

    @Test
    void whatAForeignCheckerAssertsIsThrownByCheck() {
        AssertionError found = new AssertionError("mine");
        History history = History.of(clock::incrementAndGet, List.of(_ -> {
            throw found;
        }));

        history.add("a.1", SENT);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(history::check)
                .isSameAs(found);
    }

    @Test
    void writesEachEntryAtOnce() {
        StringWriter lines = new StringWriter();
        History history = History.of(clock::incrementAndGet, Checkers.all(), lines);

        history.add("a.1", SENT);

        assertThat(lines)
                .hasToString("{\"at\":101,\"node\":\"a.1\",\"type\":\"sent\",\"from\":\"a.1/user/a#1\","
                        + "\"to\":\"b.1/user/b#3\",\"number\":1}\n");
    }

    @Test
    void aFileThatCannotBeWrittenIsToldByCheck() {
        History history = History.of(clock::incrementAndGet, List.of(), new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("disk full");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });

        history.add("a.1", SENT);

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(history::check)
                .withRootCauseInstanceOf(IOException.class)
                .withStackTraceContaining("disk full");
    }

    @Test
    void aWritingHistoryIsReadBackAlsoBeforeItIsClosed(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("a.1.jsonl");
        try (History history = History.writing(clock::incrementAndGet, file)) {
            history.add("a.1", SENT);
            history.add("a.1", new ProcessStarted());

            assertThat(Recording.readAll(List.of(file)).entries())
                    .containsExactly(new Entry(101, "a.1", SENT), new Entry(102, "a.1", new ProcessStarted()));
            assertThat(history.entries()).isEmpty();
        }
        try (History again = History.writing(clock::incrementAndGet, file)) {
            again.add("a.1", SENT);
        }
        assertThat(Files.readAllLines(file)).hasSize(3);
    }

    @Test
    void aLineThatAKilledProcessBeganDoesNotSpoilThatOfTheNext(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("a.jsonl");
        for (String left :
                List.of("", "{\"at\":1,\"no", "{\"at\":1,\"node\":\"a.1\",\"type\":\"process-started\"}\n{\"")) {
            Files.writeString(file, left);
            try (History history = History.writing(clock::incrementAndGet, file)) {
                history.add("a.2", new ProcessStarted());
            }

            Recording recording = Recording.readAll(List.of(file));
            assertThat(recording.entries()).hasSize(left.contains("started") ? 2 : 1);
            assertThat(recording.entries().getLast().node()).isEqualTo("a.2");
        }
    }

    @Test
    void takesEntriesFromManyThreads() {
        History history = History.of(clock::incrementAndGet, Checkers.all());

        IntStream.range(0, 8).parallel().forEach(thread -> {
            for (int number = 1; number <= 500; number++) {
                String from = "a.1/user/" + thread;
                history.add("a.1", new Sent(from, Story.B, number));
                history.add("b.1", new Delivered(from, Story.B, number));
            }
        });

        assertThatCode(history::end).doesNotThrowAnyException();
        assertThat(history.entries()).hasSize(8_000);
        assertThat(history.entries().stream().map(Entry::atNanos)).isSorted();
    }
}
