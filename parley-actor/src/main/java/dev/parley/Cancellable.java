package dev.parley;

/** Something that will happen unless it is cancelled. Cancelling twice, or too late, does nothing. */
@FunctionalInterface
public interface Cancellable {
    /** No tick is handled after this returns, not even one that waits in the mailbox already. */
    void cancel();
}
