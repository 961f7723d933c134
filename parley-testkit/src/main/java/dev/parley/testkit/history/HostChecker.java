package dev.parley.testkit.history;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A life of a singleton has one host, and lives grow: over all nodes, or, where there is no common order, on each node.
 * Kinds: {@code two-hosts-of-one-life}, {@code life-not-grown}, {@code host-ended-unbegun}, {@code host-ended-twice}.
 */
final class HostChecker implements Checker {
    private static final String EVERYWHERE = "";

    private final boolean oneClock;
    private final Map<String, Map<Long, Hosting>> hostings = new HashMap<>();
    private final Map<Pair, Entry> newest = new HashMap<>();

    private static final class Hosting {
        final Entry began;

        @Nullable
        Entry ended;

        Hosting(Entry began) {
            this.began = began;
        }
    }

    private HostChecker(boolean oneClock) {
        this.oneClock = oneClock;
    }

    /** One that lets lives grow over all nodes. */
    static HostChecker ordered() {
        return new HostChecker(true);
    }

    /** One that lets them grow on each node. */
    static HostChecker unordered() {
        return new HostChecker(false);
    }

    @Override
    public boolean needsOneClock() {
        return oneClock;
    }

    @Override
    public void on(Entry entry) {
        if (entry.event() instanceof Event.HostEvent event) {
            Map<Long, Hosting> lives = hostings.computeIfAbsent(event.singleton(), _ -> new HashMap<>());
            switch (event) {
                case Event.HostBegan _ -> began(event, entry, lives);
                case Event.HostEnded _ -> ended(event, entry, lives.get(event.life()));
            }
        }
    }

    private void began(Event.HostEvent event, Entry entry, Map<Long, Hosting> lives) {
        Hosting same = lives.putIfAbsent(event.life(), new Hosting(entry));
        if (same != null) {
            throw violation("two-hosts-of-one-life", event, entry, same.began);
        }
        Entry before = newest.put(new Pair(event.singleton(), oneClock ? EVERYWHERE : entry.node()), entry);
        if (before != null && before.event() instanceof Event.HostEvent last && event.life() < last.life()) {
            throw violation("life-not-grown", event, entry, before);
        }
    }

    private static void ended(Event.HostEvent event, Entry entry, @Nullable Hosting hosting) {
        if (hosting == null || !hosting.began.node().equals(entry.node())) {
            throw violation("host-ended-unbegun", event, entry, hosting == null ? null : hosting.began);
        }
        if (hosting.ended != null) {
            throw violation("host-ended-twice", event, entry, hosting.ended);
        }
        hosting.ended = entry;
    }

    private static Violation violation(String kind, Event.HostEvent event, Entry entry, @Nullable Entry before) {
        String after =
                before == null ? ", which never began" : ", after " + before.event() + " at " + Violation.at(before);
        return new Violation(kind, event + " at " + Violation.at(entry) + after);
    }
}
