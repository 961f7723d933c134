package dev.parley;

/**
 * Something that will happen unless it is cancelled. Cancelling twice, or too late, does nothing.
 *
 * <p>Threading: any thread.
 */
@FunctionalInterface
public interface Cancellable {
    /**
     * No tick is handled after this returns, not even one that waits in the mailbox already; called outside of the
     * actor's turns, but for one that is being handled.
     */
    void cancel();
}
