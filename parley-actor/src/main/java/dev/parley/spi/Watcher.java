package dev.parley.spi;

import dev.parley.ActorAddress;
import dev.parley.Terminated;

/**
 * Who waits for the end of an actor. Identity is the object's own; the target calls it exactly once, unless it was
 * taken back before.
 */
public interface Watcher {
    /** The target has ended. Called on the target's thread: only hand the news on. */
    void terminated(MessageRef<?> target, Terminated.Reason reason);

    /** Who watches; unique among the watchers of one target on one node. */
    ActorAddress address();
}
