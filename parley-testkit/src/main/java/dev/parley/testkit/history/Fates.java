package dev.parley.testkit.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which actors have started and ended and which processes are gone; what a checker asks at the end. */
final class Fates {
    private final Set<String> started = new HashSet<>();
    private final Map<String, Entry> ends = new HashMap<>();
    private final Map<String, Entry> gone = new HashMap<>();

    void on(Entry entry) {
        switch (entry.event()) {
            case Event.Started life -> started.add(life.actor());
            case Event.Ended life -> ends.putIfAbsent(life.actor(), entry);
            case Event.ProcessDied _, Event.ProcessClosed _ -> gone.putIfAbsent(entry.node(), entry);
            default -> {} // nobody's fate
        }
    }

    boolean hasStarted(String actor) {
        return started.contains(actor);
    }

    /** The end of an actor, or else that of its process. */
    @Nullable
    Entry end(String actor) {
        Entry end = ends.get(actor);
        return end == null ? processEnd(actor) : end;
    }

    /** The end of an actor's process. */
    @Nullable
    Entry processEnd(String actor) {
        return gone.get(Actors.node(actor));
    }

    /** Whether that process is gone. */
    boolean isGone(String node) {
        return gone.containsKey(node);
    }

    /** Whether an earlier or this life of the node's process is gone. */
    boolean isAnyLifeGone(String node) {
        String process = Actors.process(node);
        return gone.keySet().stream().anyMatch(other -> Actors.process(other).equals(process));
    }

    /** Whether that process was killed. */
    boolean hasDied(String node) {
        Entry end = gone.get(node);
        return end != null && end.event() instanceof Event.ProcessDied;
    }
}
