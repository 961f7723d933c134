package dev.parley;

/**
 * A behavior with a beginning and an end. A lambda is an actor.
 *
 * <p>A restart makes a new instance from the factory that was given at spawn and calls {@link #onStart} on it. A
 * failing {@link #onStart} counts as a failure of the actor; a failing {@link #onStop} is reported and otherwise
 * ignored.
 *
 * @param <M> the protocol
 */
@FunctionalInterface
public interface Actor<M> extends Behavior<M> {
    /** Called before the first message, and again on the new instance after a restart. */
    default void onStart(ActorContext<M> ctx) throws Exception {}

    /** Called after the last message, when all children have stopped; also on the old instance before a restart. */
    default void onStop(ActorContext<M> ctx) throws Exception {}
}
