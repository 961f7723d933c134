package dev.parley.kernel;

import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.ReplyTo;
import dev.parley.Result;
import dev.parley.spi.Outstanding;
import dev.parley.spi.ReplySlot;
import org.jspecify.annotations.Nullable;

/** The right to answer later. Any thread. */
record DeferredReply<R>(Cell cell, @Nullable ReplySlot slot) implements ReplyTo<R>, Outstanding {
    @Override
    public void reply(R value) {
        end(new Result.Ok<>(value));
    }

    @Override
    public void reject(String why) {
        end(new Result.Err<>(new Failure.Rejected(why)));
    }

    @Override
    public boolean isOver() {
        return slot == null || slot.isDone();
    }

    void end(Result<?> result) {
        answer(cell, slot, result);
    }

    /** Answers a request that {@code cell} was asked. An answer that nobody waits for is a dead letter of its own. */
    static void answer(Cell cell, @Nullable ReplySlot slot, Result<?> result) {
        if (slot == null || !slot.complete(result)) {
            Object answer = switch (result) {
                case Result.Ok<?> ok -> ok.value();
                case Result.Err<?> err -> err.failure();
            };
            DropReason reason = slot == null ? DropReason.NO_ASKER : DropReason.ALREADY_ANSWERED;
            cell.system().refused(answer, cell, reason);
        }
    }
}
