package dev.parley.testkit.history;

import dev.parley.testkit.history.Event.End;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A watch brings one end, unless it is taken back, replaced, or its watcher restarts or ends; after an end that
 * promises silence nothing comes from the watched actor any more, so nothing that it had sent before was overtaken.
 *
 * <p>Kinds: {@code watched-twice}, {@code unwatched-unknown}, {@code terminated-unwatched},
 * {@code terminated-wrong-target}, {@code terminated-twice}, {@code terminated-after-unwatch},
 * {@code terminated-after-restart}, {@code delivered-after-terminated}; at the end {@code terminated-missing},
 * {@code terminated-of-living}.
 */
final class WatchChecker implements Checker {
    private final Map<String, Watcher> watchers = new LinkedHashMap<>();
    /** From an actor that was heard to have ended, to who heard it; the entry is the news. */
    private final Map<Pair, Entry> silent = new LinkedHashMap<>();

    private final Fates fates = new Fates();

    private static final class Watch {
        final Entry began;
        final String target;
        final long life;

        @Nullable
        Entry closed;

        Watch(Entry began, String target, long life) {
            this.began = began;
            this.target = target;
            this.life = life;
        }
    }

    private static final class Watcher {
        final Map<Long, Watch> all = new HashMap<>();
        final Map<String, Watch> openByTarget = new LinkedHashMap<>();
        /** Instances that are over; a watch of another number ended with its instance. */
        long life;

        @Nullable
        Entry lifeEnded;
    }

    @Override
    public void on(Entry entry) {
        fates.on(entry);
        switch (entry.event()) {
            case Event.Watched event -> watched(event, entry);
            case Event.Unwatched event -> unwatched(event, entry);
            case Event.Terminated event -> terminated(event, entry);
            case Event.Delivered message -> delivered(message, entry);
            case Event.InstanceEnded life -> lifeEnded(life.actor(), entry);
            case Event.Ended life -> lifeEnded(life.actor(), entry);
            default -> {} // no watch is touched
        }
    }

    private void watched(Event.Watched event, Entry entry) {
        Watcher watcher = watchers.computeIfAbsent(event.watcher(), _ -> new Watcher());
        Watch watch = new Watch(entry, event.target(), watcher.life);
        Watch same = watcher.all.putIfAbsent(event.watch(), watch);
        if (same != null) {
            throw violation("watched-twice", event, "began", entry, same.began);
        }
        Watch replaced = watcher.openByTarget.put(event.target(), watch);
        if (replaced != null) {
            replaced.closed = entry;
        }
    }

    private void unwatched(Event.Unwatched event, Entry entry) {
        Watcher watcher = watchers.get(event.watcher());
        Watch watch = watcher == null ? null : watcher.all.get(event.watch());
        if (watcher == null || watch == null) {
            throw violation("unwatched-unknown", event, "was taken back", entry, null);
        }
        close(watcher, watch, entry);
    }

    private void terminated(Event.Terminated event, Entry entry) {
        Watcher watcher = watchers.get(event.watcher());
        Watch watch = watcher == null ? null : watcher.all.get(event.watch());
        if (watcher == null || watch == null) {
            throw violation("terminated-unwatched", event, "brought an end", entry, null);
        }
        if (!watch.target.equals(event.target())) {
            throw violation(
                    "terminated-wrong-target", event, "brought the end of " + event.target(), entry, watch.began);
        }
        if (watch.closed != null) {
            boolean heard = watch.closed.event() instanceof Event.Terminated;
            String kind = heard ? "terminated-twice" : "terminated-after-unwatch";
            throw violation(kind, event, "brought an end", entry, watch.closed);
        }
        if (watch.life != watcher.life) {
            throw violation("terminated-after-restart", event, "brought an end", entry, watcher.lifeEnded);
        }
        close(watcher, watch, entry);
        if (event.reason() == End.STOPPED || event.reason() == End.CRASHED) {
            silent.put(new Pair(event.target(), event.watcher()), entry);
        }
    }

    private static void close(Watcher watcher, Watch watch, Entry entry) {
        if (watch.closed == null) {
            watch.closed = entry;
            watcher.openByTarget.remove(watch.target, watch);
        }
    }

    private void lifeEnded(String actor, Entry entry) {
        Watcher watcher = watchers.get(actor);
        if (watcher != null) {
            watcher.life++;
            watcher.lifeEnded = entry;
            watcher.openByTarget.clear();
        }
    }

    private void delivered(Event.Delivered message, Entry entry) {
        if (silent.isEmpty()) {
            return;
        }
        Entry news = silent.get(new Pair(message.from(), message.to()));
        if (news != null) {
            throw new Violation(
                    "delivered-after-terminated",
                    message.to() + " heard the end of " + message.from() + " at " + Violation.at(news)
                            + " and got message " + message.number() + " from it at " + Violation.at(entry));
        }
    }

    @Override
    public void end() {
        watchers.forEach((name, watcher) -> {
            if (fates.processEnd(name) == null) {
                watcher.openByTarget.values().forEach(watch -> requireNothingOwed(name, watch));
            }
        });
        silent.forEach((pair, news) -> {
            if (fates.hasStarted(pair.from()) && fates.end(pair.from()) == null) {
                throw new Violation(
                        "terminated-of-living",
                        pair.to() + " heard the end of " + pair.from() + " at " + Violation.at(news)
                                + ", which never ended");
            }
        });
    }

    private void requireNothingOwed(String watcher, Watch watch) {
        Entry end = fates.end(watch.target);
        if (end != null) {
            throw new Violation(
                    "terminated-missing",
                    watcher + " watches " + watch.target + " since " + Violation.at(watch.began)
                            + " and never heard of its end at " + Violation.at(end));
        }
    }

    private static Violation violation(
            String kind, Event.WatchEvent event, String what, Entry entry, @Nullable Entry before) {
        String sentence =
                "watch " + event.watch() + " of " + event.watcher() + " " + what + " at " + Violation.at(entry);
        return new Violation(
                kind,
                before == null
                        ? sentence + " and never began"
                        : sentence + ", after " + before.event() + " at " + Violation.at(before));
    }
}
