package dev.parley.kernel;

import dev.parley.ActorAddress;
import dev.parley.spi.NodeClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Since when turns run, as far as looks have told: a turn is remembered from the first look that saw it until one
 * that does not. Turns themselves do nothing for it and read no clock.
 *
 * <p>Threading: any thread. Of looks at the same time one is remembered; what the other was the first to see counts
 * from a later look.
 *
 * <p>Limits: an entry for each turn that ran at the last look.
 */
final class Ages {
    private final NodeClock clock;
    private volatile Map<ActorAddress, Seen> lastLook = new HashMap<>(); // not written to any more

    Ages(NodeClock clock) {
        this.clock = clock;
    }

    /** A turn and when it was seen first. */
    private record Seen(Sight turn, long sinceNanos) {}

    /** Looks at actors, one after the other. */
    final class Look {
        private final long nowNanos = clock.nanoTime();
        private final Map<ActorAddress, Seen> before = lastLook;
        private final Map<ActorAddress, Seen> seen = new HashMap<>();

        /** The age of an actor's turn; empty for none. */
        Optional<Duration> age(ActorAddress actor, @Nullable Sight turn) {
            if (turn == null) {
                return Optional.empty();
            }
            Seen known = before.get(actor);
            Seen now = known != null && known.turn().equals(turn)
                    ? known
                    : new Seen(turn, clock.nanoTime()); // it may have begun after this look did
            seen.put(actor, now);
            return Optional.of(Duration.ofNanos(Math.max(0, nowNanos - now.sinceNanos())));
        }

        /** All have been looked at. */
        void end() {
            lastLook = seen;
        }
    }

    /** Begins a look. */
    Look look() {
        return new Look();
    }
}
