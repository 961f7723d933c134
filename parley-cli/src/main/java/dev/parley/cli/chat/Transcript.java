package dev.parley.cli.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that was said in the room of one life. It outlasts the room's restarts, and begins anew with the next life, out
 * of what the sessions bring.
 *
 * <p>Threading: confined to the room's turn.
 * <p>Limits: {@value #MOST_LINES} lines, 4 Mi characters; who lags by more has missed the oldest.
 */
final class Transcript {
    static final int MOST_LINES = 5_000;
    private static final int MOST_CHARS = 1 << 22;
    private static final int PAGE_LINES = 200;
    private static final int PAGE_CHARS = 1 << 16;

    private final Memory memory = new Memory(MOST_LINES, MOST_CHARS);
    private long seq;

    /** The next line of a client; nothing if it was said before, or if one before it is missing. */
    Optional<Line> say(Seat seat, long number, String text) {
        return number == memory.last(seat.token()) + 1
                ? add(new Line(0, seat.user(), seat.token(), number, text))
                : Optional.empty();
    }

    /** What was said in earlier lives, as somebody saw it; returns what is new here, at its place here. */
    List<Line> merge(List<Line> tail) {
        return tail.stream().map(this::add).flatMap(Optional::stream).toList();
    }

    /** A client has seen its own lines up to this number, even if nobody has them any more. */
    void skip(String token, long number) {
        memory.skip(token, number);
    }

    /** The last place that is taken. */
    long position() {
        return seq;
    }

    /** What comes after that place, one page of it. */
    List<Line> after(long position) {
        List<Line> page = new ArrayList<>();
        int chars = 0;
        for (Line line : memory.tail()) {
            if (line.seq() > position && page.size() < PAGE_LINES && chars < PAGE_CHARS) {
                page.add(line);
                chars += line.text().length();
            }
        }
        return page;
    }

    private Optional<Line> add(Line line) {
        Line here = line.at(seq + 1);
        if (!memory.add(here)) {
            return Optional.empty();
        }
        seq++;
        return Optional.of(here);
    }
}
