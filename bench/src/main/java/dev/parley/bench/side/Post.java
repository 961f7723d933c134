package dev.parley.bench.side;

/**
 * Where an actor of either side is told something.
 *
 * @param <M> its protocol
 */
@FunctionalInterface
public interface Post<M> {
    /** Sends without waiting. */
    void tell(M message);
}
