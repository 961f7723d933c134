package dev.parley.spi;

import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Request;
import dev.parley.Result;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The slot of a thread that waits. Where an actor's turn waits, the actor is an {@link Asker} on the wait-for graph
 * meanwhile.
 */
final class BlockingSlot<R> extends TimedSlot {
    private final Dispatcher dispatcher;
    private final Thread thread = Thread.currentThread();
    private final @Nullable Asker asker;
    private volatile @Nullable Result<?> result;

    BlockingSlot(SystemAccess system, Duration limit) {
        super(system, limit);
        dispatcher = system.environment().dispatcher();
        asker = system.currentAsker();
    }

    /** Sends the request and waits for its answer. */
    R ask(MessageRef<?> target, Request<?, R> request) {
        if (asker == null) {
            target.send(request, this);
            return await(target, request);
        }
        asker.waitFor(this); // before it is sent: see WaitForGraph
        try {
            target.send(request, this);
            return await(target, request);
        } finally {
            asker.waitFor(null);
        }
    }

    @Override
    public @Nullable Asker asker() {
        return asker;
    }

    @Override
    protected void deliverResult(Result<?> answer) {
        result = answer;
        dispatcher.wake(thread);
    }

    @SuppressWarnings("unchecked") // the type of the reply is the request's own R
    R await(MessageRef<?> target, Request<?, R> request) {
        try {
            dispatcher.await(() -> result != null);
        } catch (Dispatcher.Closed e) {
            giveUp(DropReason.STOPPING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp(DropReason.INTERRUPTED);
        }
        return switch (result) {
            case Result.Ok<?> ok -> (R) ok.value();
            case Result.Err<?> err -> throw new Asked(asker, target, request).failed(err.failure(), this);
            case null -> throw new IllegalStateException("woken without an answer from " + target.address());
        };
    }

    private void giveUp(DropReason why) {
        complete(new Result.Err<>(new Failure.Refused(why)));
        while (result == null) {
            Thread.onSpinWait(); // another answer has won and is being written
        }
    }
}
