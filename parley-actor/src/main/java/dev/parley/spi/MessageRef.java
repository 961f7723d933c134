package dev.parley.spi;

import dev.parley.ActorRef;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Request;
import dev.parley.Result;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What all refs do alike: telling, asking, equality. A kind of ref says how a message is delivered and how its actor is
 * watched and stopped. Every message enters an actor through {@link #deliver}.
 *
 * <p>Threading: any thread.
 *
 * @param <M> the protocol
 */
public abstract class MessageRef<M> implements ActorRef<M> {
    /** How long {@link #ask(Request)} waits. */
    public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(5);

    /**
     * Hands a message over, with the slot for its answer if it was asked. Returns null when it was accepted, else why
     * not; then nothing was recorded and the slot is untouched.
     */
    public abstract @Nullable DropReason deliver(Object message, @Nullable ReplySlot slot);

    /**
     * The same for what came from another node, encoded in so many bytes: of these a mailbox takes only so many. For
     * one actor by one thread at a time.
     */
    public @Nullable DropReason deliverFromAfar(Object message, @Nullable ReplySlot slot, int encodedBytes) {
        return deliver(message, slot);
    }

    /** Lets the watcher know, once, when the actor has ended; at once if it has. */
    public abstract void watch(Watcher watcher);

    /** Takes a watch back. */
    public abstract void unwatch(Watcher watcher);

    /** Stops the actor before its next message. */
    public abstract void stop();

    /**
     * Runs {@code task} once when an instance of the actor has started: on its thread and before it handles any
     * message, or on the caller's if it had started before, or where that cannot be known. Never when the actor ends
     * before.
     */
    public void onceStarted(Runnable task) {
        task.run();
    }

    /** What this node knows of the actor and the way to it, for the text of a failed request; empty for nothing. */
    public String situation() {
        return "";
    }

    /** For how long it has been in its turn, as far as looks have told; empty when in none, or elsewhere. */
    public String business() {
        return "";
    }

    /**
     * How many more messages its mailbox takes until it is full to that share of its bounds; 0 or less when it is. What
     * is stashed takes from the bound in messages; what is left of that in bytes is said as messages of the size that
     * came last. {@code Integer.MAX_VALUE} where that cannot be known, when the actor has ended, and while it waits for
     * its children's end, of which it would not hear behind messages that are held for it. By the thread that hands
     * over what comes from other nodes.
     */
    public int room(int percent) {
        return Integer.MAX_VALUE;
    }

    /** The system this ref was made by. */
    protected abstract SystemAccess system();

    /** What an asker hears when {@link #deliver} said no. */
    public Failure refusal(DropReason reason) {
        return new Failure.Refused(reason);
    }

    @Override
    public final void tell(M message) {
        @Nullable DropReason reason = deliver(Objects.requireNonNull(message, "message"), null);
        if (reason != null) {
            system().refused(message, this, reason);
        }
    }

    @Override
    public final boolean offer(M message) {
        @Nullable DropReason reason = deliver(Objects.requireNonNull(message, "message"), null);
        if (reason != null) {
            system().countRefused(reason);
        }
        return reason == null;
    }

    @Override
    public final <R> R ask(Request<? extends M, R> request) {
        return ask(request, DEFAULT_LIMIT);
    }

    @Override
    public final <R> R ask(Request<? extends M, R> request, Duration limit) {
        return new BlockingSlot<R>(system(), limit).ask(this, request);
    }

    @Override
    public final <R> CompletionStage<R> askLater(Request<? extends M, R> request, Duration limit) {
        StageSlot<R> slot = new StageSlot<>(system(), limit, this, request);
        send(request, slot);
        return slot.stage();
    }

    /** Sends a request and starts the slot's alarm; if it is refused the slot gets the failure. */
    public final void send(Request<?, ?> request, TimedSlot slot) {
        RequestTypes.check(request);
        slot.arm();
        @Nullable DropReason reason = deliver(request, slot);
        if (reason != null) {
            system().countRefused(reason);
            slot.complete(new Result.Err<>(refusal(reason)));
        }
        slot.endIfUnarmed(); // after the target, which may know better
    }

    /** The incarnation of {@link #address}, which a ref may know without building the rest. */
    public long incarnation() {
        return address().incarnation();
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof MessageRef<?> that
                        && incarnation() == that.incarnation()
                        && address().equals(that.address()));
    }

    @Override
    public final int hashCode() {
        return Long.hashCode(incarnation());
    }

    @Override
    public final String toString() {
        return address().toString();
    }
}
