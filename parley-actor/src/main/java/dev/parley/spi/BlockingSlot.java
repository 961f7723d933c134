package dev.parley.spi;

import dev.parley.AskException;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Request;
import dev.parley.Result;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The slot of a thread that waits. */
final class BlockingSlot<R> extends TimedSlot {
    private final Dispatcher dispatcher;
    private final Thread asker = Thread.currentThread();
    private volatile @Nullable Result<?> result;

    BlockingSlot(SystemAccess system, Duration limit) {
        super(system, limit);
        dispatcher = system.environment().dispatcher();
    }

    @Override
    protected void deliverResult(Result<?> answer) {
        result = answer;
        dispatcher.wake(asker);
    }

    @SuppressWarnings("unchecked") // the type of the reply is the request's own R
    R await(MessageRef<?> target, Request<?, R> request) {
        try {
            dispatcher.await(() -> result != null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            complete(new Result.Err<>(new Failure.Refused(DropReason.STOPPING)));
            while (result == null) {
                Thread.onSpinWait(); // another answer has won and is being written
            }
        }
        return switch (result) {
            case Result.Ok<?> ok -> (R) ok.value();
            case Result.Err<?> err ->
                throw new AskException(
                        err.failure(),
                        "asked " + target.address() + " for "
                                + request.getClass().getSimpleName() + ": "
                                + err.failure().sentence());
            case null -> throw new IllegalStateException("woken without an answer from " + target.address());
        };
    }
}
