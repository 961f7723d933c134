package dev.parley.spi;

import dev.parley.ActorRef;
import java.time.Duration;
import java.util.List;

/**
 * An actor whose children end one after the other, the last in its order first, before it restarts or ends; those of
 * other actors end all at once.
 *
 * <p>Threading: called in the actor's turn.
 */
public interface StopsInOrder {
    /** Its children in its order; {@code spawned} are those that live, in the order of their spawn. */
    List<MessageRef<?>> inOrder(List<MessageRef<?>> spawned);

    /** How long a child may take to end before the next one is stopped as well. */
    Duration stopLimit(ActorRef<?> child);
}
