package dev.parley.kernel;

import dev.parley.ActorAddress;
import dev.parley.spi.NodeClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Since when turns run, as far as looks have told: a turn is remembered from the first look that saw it until one
 * that does not. Turns themselves do nothing for it and read no clock.
 *
 * <p>Threading: any thread. Of looks at the same time one is remembered; what the other was the first to see counts
 * from a later look.
 *
 * <p>Limits: an entry for each turn that ran at the last look, and for up to {@value #MOST_GLANCES} glances since.
 */
final class Ages {
    private static final int MOST_GLANCES = 256;

    private final NodeClock clock;
    private final Map<ActorAddress, Seen> glances = new ConcurrentHashMap<>(); // of since the last look
    private volatile Map<ActorAddress, Seen> lastLook = new HashMap<>(); // not written to any more

    Ages(NodeClock clock) {
        this.clock = clock;
    }

    /** A turn, when it was seen first, and whether messages waited for its end then. */
    private record Seen(Sight turn, long sinceNanos, boolean hadWaiting) {}

    /** Looks at actors, one after the other. */
    final class Look {
        private final long nowNanos = clock.nanoTime();
        private final Map<ActorAddress, Seen> before = lastLook;
        private final Map<ActorAddress, Seen> seen = new HashMap<>();

        /** The age of an actor's turn; empty for none. */
        Optional<Duration> age(ActorAddress actor, @Nullable Sight turn, int queued) {
            if (turn == null) {
                return Optional.empty();
            }
            Seen known = known(before, actor, turn);
            Seen now = known != null
                    ? known
                    : new Seen(turn, clock.nanoTime(), queued > 0); // it may have begun after this look did
            seen.put(actor, now);
            return Optional.of(Duration.ofNanos(Math.max(0, nowNanos - now.sinceNanos())));
        }

        /** All have been looked at. */
        void end() {
            lastLook = seen;
            glances.clear();
        }
    }

    private @Nullable Seen known(Map<ActorAddress, Seen> look, ActorAddress actor, Sight turn) {
        Seen atLook = look.get(actor);
        if (atLook != null && atLook.turn().equals(turn)) {
            return atLook;
        }
        Seen atGlance = glances.get(actor);
        return atGlance != null && atGlance.turn().equals(turn) ? atGlance : null;
    }

    /**
     * Looks at one actor only, in so many words; empty for no turn. As long as a turn runs nothing is taken, so what
     * waited when it was seen first waits still.
     */
    String glance(ActorAddress actor, @Nullable Sight turn, int queued) {
        if (turn == null) {
            return "";
        }
        Seen known = known(lastLook, actor, turn);
        long nowNanos = clock.nanoTime();
        if (known == null) {
            if (glances.size() >= MOST_GLANCES) {
                glances.clear();
            }
            glances.put(actor, new Seen(turn, nowNanos, queued > 0));
            return "it is in a turn";
        }
        long millis =
                Duration.ofNanos(Math.max(0, nowNanos - known.sinceNanos())).toMillis();
        return "its present turn has taken " + millis + " ms at least"
                + (known.hadWaiting() ? ", and the oldest message has waited as long" : "");
    }

    /** Begins a look. */
    Look look() {
        return new Look();
    }
}
