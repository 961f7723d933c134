package dev.parley.spi;

import dev.parley.ActorRef;
import java.time.Duration;

/**
 * An actor whose children end one after the other, the last spawned first, before it restarts or ends; those of other
 * actors end all at once.
 *
 * <p>Threading: called in the actor's turn.
 */
public interface StopsInOrder {
    /** How long a child may take to end before the next one is stopped as well. */
    Duration stopLimit(ActorRef<?> child);
}
