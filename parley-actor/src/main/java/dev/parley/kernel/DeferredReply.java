package dev.parley.kernel;

import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.ReplyTo;
import dev.parley.Result;
import dev.parley.spi.ReplySlot;
import org.jspecify.annotations.Nullable;

/** The right to answer later. Any thread. */
record DeferredReply<R>(Cell cell, @Nullable ReplySlot slot) implements ReplyTo<R> {
    @Override
    public void reply(R value) {
        end(new Result.Ok<>(value));
    }

    @Override
    public void reject(String why) {
        end(new Result.Err<>(new Failure.Rejected(why)));
    }

    void end(Result<?> result) {
        if (slot == null) {
            cell.system().dropped(result, cell.address(), DropReason.NO_ASKER);
        } else if (!slot.complete(result)) {
            cell.system().dropped(result, cell.address(), DropReason.ALREADY_ANSWERED);
        }
    }
}
