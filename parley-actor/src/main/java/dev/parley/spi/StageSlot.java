package dev.parley.spi;

import dev.parley.Request;
import dev.parley.Result;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The slot of an asker that goes on meanwhile. */
final class StageSlot<R> extends TimedSlot {
    private final CompletableFuture<R> stage = new CompletableFuture<>();

    private final Asked asked;

    StageSlot(SystemAccess system, Duration limit, MessageRef<?> target, Request<?, R> request) {
        super(system, limit);
        asked = new Asked(system.currentAsker(), target, request);
    }

    CompletionStage<R> stage() {
        return stage;
    }

    @Override
    @SuppressWarnings("unchecked") // the type of the reply is the request's own R
    protected void deliverResult(Result<?> answer) {
        switch (answer) {
            case Result.Ok<?> ok -> stage.complete((R) ok.value());
            case Result.Err<?> err -> stage.completeExceptionally(asked.failed(err.failure(), this));
        }
    }
}
