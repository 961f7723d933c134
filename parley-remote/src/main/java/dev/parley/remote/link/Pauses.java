package dev.parley.remote.link;

import dev.parley.spi.MessageRef;
import dev.parley.wire.Frame;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which actors of this node a peer was told to hold back for, and when to tell it otherwise. Pure: it only asks actors
 * how much room they have.
 *
 * <pre>
 * (none) --{@value #PAUSE_PERCENT} % full--> PAUSED --below {@value #RESUME_PERCENT} %--> RESUMED --all left--> (none)
 *                         ^                           |
 *                         `-- full again, or more is held and what left has come
 * </pre>
 *
 * <p>Threading: the loop. Limits: {@value Parking#MAX_ACTORS} actors with {@value Parking#MAX_KEYS} addresses; for more
 * nobody holds back, and full mailboxes refuse.
 */
final class Pauses {
    static final int PAUSE_PERCENT = 75;
    static final int RESUME_PERCENT = 25;

    /** Looked at in one go. */
    static final int LOOKS = 256;

    /** One actor that the peer was told about. */
    static final class Paused {
        private final MessageRef<?> actor;
        private boolean told = true;
        private boolean unanswered;
        private List<Frame.LanePosition> heldFrom = List.of();

        /** Those that the peer may know. */
        private final Set<String> names = new HashSet<>();

        private Paused(MessageRef<?> actor) {
            this.actor = actor;
        }

        MessageRef<?> actor() {
            return actor;
        }

        /** How much the peer may send in one go: up to where it would have to stop again. */
        int room() {
            return Math.max(1, actor.room(PAUSE_PERCENT));
        }
    }

    private final Map<Parking.Key, Paused> byActor = new HashMap<>();

    /** Addresses that the peer finds them by: the actors', and their names. */
    private int keys;

    /** Those that the peer holds back for, as far as is known here. */
    private final ArrayDeque<Paused> held = new ArrayDeque<>();

    /** A message for this actor has come; whether the peer must be told to hold back. */
    boolean mustPause(MessageRef<?> actor) {
        if (actor.room(PAUSE_PERCENT) > 0) {
            return false;
        }
        @Nullable Paused known = byActor.get(Parking.Key.of(actor.address()));
        return known == null ? byActor.size() < Parking.MAX_ACTORS : !known.told;
    }

    /** It is told of the actor and these names; false when that are more addresses than it would bear. */
    boolean paused(MessageRef<?> actor, List<String> names) {
        Parking.Key key = Parking.Key.of(actor.address());
        Paused known = byActor.get(key);
        Paused paused = known == null ? new Paused(actor) : known;
        long more = names.stream().filter(name -> !paused.names.contains(name)).count() + (known == null ? 1 : 0);
        if (keys + more > Parking.MAX_KEYS) {
            return false;
        }
        keys += (int) more;
        byActor.put(key, paused);
        paused.names.addAll(names);
        paused.told = true;
        paused.heldFrom = List.of();
        held.add(paused);
        return true;
    }

    /** Whether there is anybody to be looked at. */
    boolean isHolding() {
        return !held.isEmpty();
    }

    /** How many have to be looked at before one that has room again is found. */
    int looks() {
        return Math.min(held.size(), LOOKS);
    }

    /**
     * Looks at the next one; gives it if the peer must be told to go on. {@code hasCome} knows which frames of the
     * peer's lanes have.
     */
    @Nullable
    Paused look(Predicate<Frame.LanePosition> hasCome) {
        Paused next = held.removeFirst();
        if (!next.unanswered && next.heldFrom.stream().allMatch(hasCome) && next.actor.room(RESUME_PERCENT) > 0) {
            next.told = false;
            next.unanswered = true;
            return next;
        }
        held.add(next);
        return null;
    }

    /** The peer has gone on; if it holds more, behind those frames of its lanes, it waits to be told again. */
    void answered(Parking.Key actor, List<Frame.LanePosition> heldFrom) {
        @Nullable Paused paused = byActor.get(actor);
        if (paused == null || !paused.unanswered) {
            return;
        }
        paused.unanswered = false;
        if (paused.told) {
            return; // it was paused anew meanwhile
        }
        if (!heldFrom.isEmpty()) {
            paused.told = true;
            paused.heldFrom = heldFrom;
            held.add(paused);
        } else {
            byActor.remove(actor);
            keys -= 1 + paused.names.size();
        }
    }

    /** How many actors the peer was told about. */
    int size() {
        return byActor.size();
    }
}
