package dev.parley;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * The only way to reach an actor, here or on another node. Equal when the {@link #address} is equal, incarnation
 * included; safe to keep, to share between threads and to put into messages.
 *
 * <p>Delivery is at most once: never doubled, never reordered between one sender (the actor whose turn it is, else the
 * calling thread) and one receiver. What is not delivered is counted and published as a {@link DeadLetter} with its
 * reason.
 *
 * <p>Threading: any thread.
 *
 * @param <M> the protocol
 */
public interface ActorRef<M> {
    /** Sends a message. Never blocks and never throws for the target's sake; {@link #offer} says whether it went in. */
    void tell(M message);

    /**
     * Sends a message and says at once whether it was accepted here: false when the mailbox, or the lane to its node,
     * is full or closed. Accepted does not mean handled.
     */
    boolean offer(M message);

    /**
     * Asks and waits 5 s at most, in a handler until the deadline of the request being handled if that is sooner.
     *
     * @throws AskException with the {@link Failure}
     */
    <R> R ask(Request<? extends M, R> request);

    /**
     * Asks and waits {@code limit} at most. Blocks the calling thread; in a handler, that actor alone.
     *
     * @throws AskException with the {@link Failure}
     */
    <R> R ask(Request<? extends M, R> request, Duration limit);

    /**
     * Asks without waiting; the stage fails with {@link AskException}. What hangs on the stage runs where the answer is
     * given, so let it be short. Inside an actor prefer {@link ActorContext#ask}.
     */
    <R> CompletionStage<R> askLater(Request<? extends M, R> request, Duration limit);

    /** Where the actor lives, with its incarnation. */
    ActorAddress address();
}
