package dev.parley.testkit.history;

import static dev.parley.testkit.history.Story.A;
import static dev.parley.testkit.history.Story.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.history.Event.Delivered;
import dev.parley.testkit.history.Event.ProcessDied;
import dev.parley.testkit.history.Event.ProcessStarted;
import dev.parley.testkit.history.Event.Sent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeTest {
    private static final Entry SENT = new Entry(50, "a.1", new Sent(A, B, 1));
    private static final Entry DELIVERED = new Entry(10, "b.1", new Delivered(A, B, 1));
    private static final Entry DIED = new Entry(5, "a.1", new ProcessDied());

    @Test
    void mergesByTime() {
        assertThat(merged(List.of(
                        List.of(started(1, "a.1"), started(4, "a.2")), List.of(started(2, "b.1"), started(3, "b.2")))))
                .extracting(Entry::atNanos)
                .containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void keepsTheOrderOfAFileWhateverItsClockSays() {
        List<Entry> file = List.of(started(9, "a.1"), started(1, "a.2"), started(5, "a.3"));

        assertThat(merged(List.of(file, List.of(started(3, "b.1"))))).containsSubsequence(file);
    }

    @Test
    void putsASendingBeforeWhatBecameOfItAlsoWhereClocksSayOtherwise() {
        assertThat(merged(List.of(List.of(SENT), List.of(DELIVERED, started(11, "b.2")))))
                .containsExactly(SENT, DELIVERED, started(11, "b.2"));
    }

    @Test
    void doesNotWaitForASendingThatIsNotThere() {
        assertThat(merged(List.of(List.of(started(50, "a.1")), List.of(DELIVERED))))
                .containsExactly(DELIVERED, started(50, "a.1"));
    }

    @Test
    void putsADeathBehindAllThatTheProcessWrote() {
        assertThat(merged(List.of(List.of(DIED, started(6, "a.2")), List.of(SENT), List.of(DELIVERED))))
                .containsExactly(SENT, DIED, started(6, "a.2"), DELIVERED);
    }

    @Test
    void leavesACircleToTheCheckers() {
        Entry otherSent = new Entry(60, "b.1", new Sent(B, A, 1));
        Entry otherDelivered = new Entry(20, "a.1", new Delivered(B, A, 1));

        assertThat(merged(List.of(List.of(otherDelivered, SENT), List.of(DELIVERED, otherSent))))
                .containsExactlyInAnyOrder(SENT, DELIVERED, otherSent, otherDelivered)
                .startsWith(DELIVERED);
    }

    @Test
    void leavesADeathBeforeItsOwnFilesEntriesToTheCheckers() {
        assertThat(merged(List.of(List.of(DIED, SENT)))).containsExactly(DIED, SENT);
    }

    @Test
    void readsAndMergesFilesAndReportsWhereOneWasCutOff(@TempDir Path directory) throws IOException {
        Path a = directory.resolve("a.jsonl");
        Path b = directory.resolve("b.jsonl");
        Files.writeString(a, EntryJson.line(SENT) + "{\"at\":");
        Files.writeString(b, EntryJson.line(DELIVERED));

        Recording recording = Recording.readAll(List.of(b, a));

        assertThat(recording.entries()).containsExactly(SENT, DELIVERED);
        assertThat(recording.truncated()).containsExactly(a + ":2");
        recording.judge(Checkers.merged(Bounds.defaults()));
    }

    private static List<Entry> merged(List<List<Entry>> files) {
        return new Merge(files).merged();
    }

    private static Entry started(long atNanos, String node) {
        return new Entry(atNanos, node, new ProcessStarted());
    }
}
