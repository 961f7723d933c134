package dev.parley.testkit.history;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A child that was wanted on another node is started once at most, and its parent gets to know what became of it: it
 * started, was refused, or its end was heard. Nothing is owed where a process is gone, or where the instance that
 * wanted it is.
 *
 * <p>Kinds: {@code spawned-twice}, {@code spawn-wanted-twice}, {@code spawn-refused-twice}; at the end
 * {@code spawn-unanswered}.
 */
final class SpawnChecker implements Checker {
    private final Map<String, Spawn> spawns = new LinkedHashMap<>();
    /** How many instances of an actor are over, of those that ended at all. */
    private final Map<String, Long> livesOver = new LinkedHashMap<>();

    private final Fates fates = new Fates();

    private static final class Spawn {
        @Nullable
        Entry wanted;

        long parentLife;

        @Nullable
        Entry refused;

        @Nullable
        Entry started;

        boolean endHeard;
    }

    @Override
    public void on(Entry entry) {
        fates.on(entry);
        switch (entry.event()) {
            case Event.SpawnWanted event -> wanted(event, entry);
            case Event.SpawnRefused event -> refused(event, entry);
            case Event.Started life -> started(life, entry);
            case Event.Terminated news -> {
                Spawn spawn = spawns.get(news.target());
                if (spawn != null) {
                    spawn.endHeard = true;
                }
            }
            case Event.InstanceEnded life -> livesOver.merge(life.actor(), 1L, Long::sum);
            case Event.Ended life -> livesOver.merge(life.actor(), 1L, Long::sum);
            default -> {} // no spawn is touched
        }
    }

    private void wanted(Event.SpawnWanted event, Entry entry) {
        Spawn spawn = spawn(event.child());
        if (spawn.wanted != null) {
            throw twice("spawn-wanted-twice", event.child(), "wanted", spawn.wanted, entry);
        }
        spawn.wanted = entry;
        spawn.parentLife = livesOver.getOrDefault(event.parent(), 0L);
    }

    private void refused(Event.SpawnRefused event, Entry entry) {
        Spawn spawn = spawn(event.child());
        if (spawn.refused != null) {
            throw twice("spawn-refused-twice", event.child(), "refused", spawn.refused, entry);
        }
        spawn.refused = entry;
    }

    private void started(Event.Started life, Entry entry) {
        if (life.instance() != 1 || life.parent().isEmpty() || Actors.isOn(life.parent(), entry.node())) {
            return;
        }
        Spawn spawn = spawn(life.actor());
        Entry before = spawn.started;
        if (before != null && fates.end(life.actor()) == null) {
            throw twice("spawned-twice", life.actor(), "started", before, entry);
        }
        spawn.started = entry;
    }

    private Spawn spawn(String child) {
        return spawns.computeIfAbsent(child, _ -> new Spawn());
    }

    @Override
    public void end() {
        spawns.forEach((child, spawn) -> {
            Entry wanted = spawn.wanted;
            boolean answered = spawn.started != null || spawn.refused != null || spawn.endHeard;
            if (wanted != null && !answered && isOwed(child, spawn, wanted)) {
                throw new Violation(
                        "spawn-unanswered",
                        "nothing became known of " + child + ", which was wanted at " + Violation.at(wanted));
            }
        });
    }

    private boolean isOwed(String child, Spawn spawn, Entry wanted) {
        return wanted.event() instanceof Event.SpawnWanted(String parent, String _)
                && spawn.parentLife == livesOver.getOrDefault(parent, 0L)
                && !fates.hasStarted(child)
                && fates.processEnd(child) == null
                && fates.processEnd(parent) == null;
    }

    private static Violation twice(String kind, String child, String what, Entry first, Entry second) {
        return new Violation(
                kind, child + " was " + what + " at " + Violation.at(first) + " and again at " + Violation.at(second));
    }
}
