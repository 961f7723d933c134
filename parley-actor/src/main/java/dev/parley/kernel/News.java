package dev.parley.kernel;

import dev.parley.DropReason;
import dev.parley.spi.MessageRef;
import org.jspecify.annotations.Nullable;

/**
 * Something that becomes a message of the actor's own protocol in the actor's turn: the end of a watched actor, a
 * result, a tick, a message through an adapter.
 */
interface News {
    /** The message, or null when it was taken back meanwhile. Runs the user's wrap function, which may throw. */
    @Nullable
    Object open() throws Exception;

    /** What was sent: for dead letters, and for the identity of a request that came through an adapter. */
    default Object original() {
        return this;
    }

    /** Whether somebody else sent it, so that the actor is not idle. */
    default boolean isFromOthers() {
        return false;
    }

    /** Whether somebody told or asked it, so that it counts as a message and not as news. */
    default boolean isTold() {
        return false;
    }

    /** Whether it left the mailbox before, and was put aside. */
    default boolean wasTaken() {
        return false;
    }

    /** Whether it was taken back after it was opened, and must not be handled again. */
    default boolean isCancelled() {
        return false;
    }

    /** The actor has ended its watch on that one, after this was opened. */
    default void unwatched(MessageRef<?> target) {}

    /** It will not be opened: the actor ended first. Called at most once, instead of {@link #open}. */
    default void discard() {}

    /** How it counts when the actor ended first; null when nobody lost anything by it. */
    default @Nullable DropReason lossWhenStopped() {
        return null;
    }

    /** How it counts when {@link #open} gave null; null when nobody lost anything by it. */
    default @Nullable DropReason lossWhenTakenBack() {
        return null;
    }

    /** What a wrap function gave, which must be a message. */
    static Object wrapped(@Nullable Object message) {
        if (message == null) {
            throw new IllegalStateException(
                    "a wrap function gave null: it must give a message of the actor's protocol");
        }
        return message;
    }
}
