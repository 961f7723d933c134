package dev.parley.bench.side;

/**
 * What an actor of either side does with a message; one at a time.
 *
 * @param <M> its protocol
 */
@FunctionalInterface
public interface Handler<M> {
    /** Handles one message, in the actor's turn. */
    void on(M message) throws InterruptedException;
}
