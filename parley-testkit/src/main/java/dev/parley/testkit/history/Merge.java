package dev.parley.testkit.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Merges histories by time, but never an entry before what it follows from: a message's fate waits for its sending,
 * and a process's death for all that the process wrote. Where entries wait in a circle, the oldest goes first, for the
 * checkers to judge.
 *
 * <p>Threading: confined. Limits: memory for each message that was sent.
 */
final class Merge {
    private static final Comparator<Cursor> BY_TIME =
            Comparator.comparingLong((Cursor cursor) -> cursor.head().atNanos()).thenComparingInt(Cursor::file);

    private final PriorityQueue<Cursor> ready = new PriorityQueue<>(BY_TIME);
    private final Map<Object, List<Cursor>> waiting = new HashMap<>();
    private final Set<Message> unsent = new HashSet<>();
    private final Map<String, Integer> unwritten = new HashMap<>();
    private final List<Entry> merged = new ArrayList<>();

    private record Message(String from, String to, long number) {}

    /** Where we are in one file. */
    private static final class Cursor {
        final int file;
        final List<Entry> entries;
        int next;

        Cursor(int file, List<Entry> entries) {
            this.file = file;
            this.entries = entries;
        }

        int file() {
            return file;
        }

        Entry head() {
            return entries.get(next);
        }
    }

    Merge(List<List<Entry>> histories) {
        for (List<Entry> history : histories) {
            for (Entry entry : history) {
                if (entry.event() instanceof Event.Sent sent) {
                    unsent.add(message(sent));
                }
                if (!(entry.event() instanceof Event.ProcessDied)) {
                    unwritten.merge(entry.node(), 1, Integer::sum);
                }
            }
            if (!history.isEmpty()) {
                ready.add(new Cursor(ready.size(), history));
            }
        }
    }

    List<Entry> merged() {
        while (!ready.isEmpty() || !waiting.isEmpty()) {
            Cursor cursor = ready.poll();
            if (cursor == null) {
                take(oldestOfWaiting());
                continue;
            }
            Object cause = causeToCome(cursor.head());
            if (cause == null) {
                take(cursor);
            } else {
                waiting.computeIfAbsent(cause, _ -> new ArrayList<>(1)).add(cursor);
            }
        }
        return merged;
    }

    /** What must come before this entry and has not. */
    private @Nullable Object causeToCome(Entry entry) {
        return switch (entry.event()) {
            case Event.Delivered fate -> ifUnsent(fate);
            case Event.Refused fate -> ifUnsent(fate);
            case Event.Dropped fate -> ifUnsent(fate);
            case Event.ProcessDied _ -> unwritten.containsKey(entry.node()) ? entry.node() : null;
            default -> null;
        };
    }

    private @Nullable Message ifUnsent(Event.MessageEvent fate) {
        Message message = message(fate);
        return unsent.contains(message) ? message : null;
    }

    private void take(Cursor cursor) {
        Entry entry = cursor.head();
        merged.add(entry);
        cursor.next++;
        if (cursor.next < cursor.entries.size()) {
            ready.add(cursor);
        }
        if (entry.event() instanceof Event.Sent sent) {
            Message message = message(sent);
            unsent.remove(message);
            wake(message);
        }
        if (!(entry.event() instanceof Event.ProcessDied)
                && unwritten.computeIfPresent(entry.node(), (_, left) -> left == 1 ? null : left - 1) == null) {
            wake(entry.node());
        }
    }

    private void wake(Object cause) {
        List<Cursor> woken = waiting.remove(cause);
        if (woken != null) {
            ready.addAll(woken);
        }
    }

    private Cursor oldestOfWaiting() {
        Cursor oldest =
                waiting.values().stream().flatMap(List::stream).min(BY_TIME).orElseThrow();
        waiting.values().forEach(cursors -> cursors.remove(oldest));
        waiting.values().removeIf(List::isEmpty);
        return oldest;
    }

    private static Message message(Event.MessageEvent event) {
        return new Message(event.from(), event.to(), event.number());
    }
}
