package dev.parley.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TranscriptTest {
    private static final Seat ADA = new Seat("ada", "A", 1);
    private static final Seat BOB = new Seat("bob", "B", 1);
    private final Transcript transcript = new Transcript();

    @Test
    void placesEachLineOnce() {
        assertThat(transcript.say(ADA, 1, "one")).contains(new Line(1, "ada", "A", 1, "one"));
        assertThat(transcript.say(ADA, 1, "one")).isEmpty();
        assertThat(transcript.say(BOB, 1, "two")).contains(new Line(2, "bob", "B", 1, "two"));
        assertThat(transcript.position()).isEqualTo(2);
    }

    @Test
    void takesALineOnlyBehindTheOneBefore() {
        assertThat(transcript.say(ADA, 2, "two")).isEmpty();
        assertThat(transcript.say(ADA, 1, "one")).isPresent();
        assertThat(transcript.say(ADA, 2, "two")).isPresent();
    }

    @Test
    void mergesWhatSessionsBringInTheOrderOfTheFirst() {
        List<Line> shorter = List.of(old(7, ADA, 3), old(8, BOB, 1));
        List<Line> longer = List.of(old(7, ADA, 3), old(8, BOB, 1), old(9, ADA, 4));
        assertThat(transcript.merge(shorter)).extracting(Line::seq).containsExactly(1L, 2L);
        assertThat(transcript.merge(longer)).containsExactly(old(3, ADA, 4));
        assertThat(transcript.merge(longer)).isEmpty();
        assertThat(transcript.say(ADA, 5, "five")).isPresent();
    }

    @Test
    void goesOnBehindWhatAClientHasSeenComeBack() {
        transcript.skip("A", 41);
        assertThat(transcript.say(ADA, 41, "old")).isEmpty();
        assertThat(transcript.say(ADA, 42, "new")).isPresent();
    }

    @Test
    void handsItselfOutInPages() {
        LongStream.rangeClosed(1, 450).forEach(number -> transcript.say(ADA, number, "line"));
        List<Long> places = new ArrayList<>();
        long position = 0;
        while (position < transcript.position()) {
            List<Line> page = transcript.after(position);
            assertThat(page).hasSizeBetween(1, 200);
            page.forEach(line -> places.add(line.seq()));
            position = page.getLast().seq();
        }
        assertThat(places).isEqualTo(LongStream.rangeClosed(1, 450).boxed().toList());
    }

    @Test
    void keepsPagesSmallWhereLinesAreLong() {
        String text = "x".repeat(ChatClient.MOST_CHARS);
        LongStream.rangeClosed(1, 40).forEach(number -> transcript.say(ADA, number, text));
        assertThat(transcript.after(0)).hasSize(8);
    }

    @Test
    void forgetsTheOldestBeyondItsBound() {
        LongStream.rangeClosed(1, Transcript.MOST_LINES + 1L).forEach(number -> transcript.say(ADA, number, "line"));
        assertThat(transcript.after(0).getFirst().seq()).isEqualTo(2);
    }

    private static Line old(long seq, Seat seat, long number) {
        return new Line(seq, seat.user(), seat.token(), number, "said before");
    }
}
