package dev.parley.spi;

import dev.parley.ActorAddress;
import org.jspecify.annotations.Nullable;

/**
 * An actor on the wait-for graph: it may be blocked in a request, and it may hold the request of another.
 *
 * <p>Threading: {@link #waitFor} on the thread of its turn, the rest on any.
 */
public interface Asker {
    /** Publishes the request that it is about to block in; null when it goes on. */
    void waitFor(@Nullable ReplySlot slot);

    /** The request that it is blocked in; null when it runs or rests. */
    @Nullable
    ReplySlot waitsFor();

    /** Whether it stops or restarts and goes on only when that actor, which lives below it, has ended. */
    default boolean awaitsEndOf(Asker other) {
        return false;
    }

    /** Who it is. */
    ActorAddress address();
}
