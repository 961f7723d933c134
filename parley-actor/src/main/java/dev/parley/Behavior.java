package dev.parley;

/**
 * What an actor does with its next message.
 *
 * <p>Threading: called by one thread at a time, each call sees what the calls before it wrote. Blocking is allowed and
 * stalls this actor alone.
 *
 * <p>Failure: an exception drops the message ({@link DropReason#HANDLER_FAILED}) and goes to the
 * {@link SupervisorStrategy} that the parent gave at spawn.
 *
 * @param <M> the protocol: usually a sealed interface of records
 */
@FunctionalInterface
public interface Behavior<M> {
    /** Handles one message. {@code ctx} is valid inside this call only and on its thread only. */
    void onMessage(M message, ActorContext<M> ctx) throws Exception;
}
