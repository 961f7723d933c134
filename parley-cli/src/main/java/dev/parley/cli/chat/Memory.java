package dev.parley.cli.chat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last lines that someone has seen, in order, and how far each client's lines were seen: so that a line is seen
 * once.
 *
 * <p>Threading: confined to whoever has it.
 * <p>Limits: as many lines and characters as it was made for, the oldest go first; 10,000 clients.
 */
final class Memory {
    private static final int MOST_CLIENTS = 10_000;

    private final int mostLines;
    private final int mostChars;
    private final Deque<Line> lines = new ArrayDeque<>();
    private final Map<String, Long> lastByToken = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_CLIENTS;
        }
    };
    private int chars;

    Memory(int mostLines, int mostChars) {
        this.mostLines = mostLines;
        this.mostChars = mostChars;
    }

    /** What sessions and clients keep: 500 lines. */
    static Memory ofOneUser() {
        return new Memory(500, 1 << 18);
    }

    /** Whether the line is seen for the first time; then it is kept. */
    boolean add(Line line) {
        if (line.number() <= last(line.token())) {
            return false;
        }
        lastByToken.put(line.token(), line.number());
        lines.addLast(line);
        chars += line.text().length();
        while (lines.size() > mostLines || (chars > mostChars && lines.size() > 1)) {
            chars -= lines.removeFirst().text().length();
        }
        return true;
    }

    /** The number of the last line seen of that client, or 0. */
    long last(String token) {
        return lastByToken.getOrDefault(token, 0L);
    }

    /** Takes the lines of that client for seen, up to this number. */
    void skip(String token, long number) {
        lastByToken.merge(token, number, Math::max);
    }

    /** What it still has, oldest first. */
    List<Line> tail() {
        return List.copyOf(lines);
    }
}
