package dev.parley.spi;

import dev.parley.Result;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** A {@link ReplySlot}; two that answer against the one who asks. */
@Param(name = "answer", gen = IntGen.class, conf = "1:9")
public final class ReplySlotOperations {
    private final AtomicInteger settled = new AtomicInteger();
    private final ReplySlot slot = new ReplySlot(ReplySlot.NO_DEADLINE) {
        @Override
        protected void settle(Result<?> result) {
            settled.incrementAndGet();
        }
    };

    /** Any thread. */
    @Operation
    public boolean complete(int answer) {
        return slot.complete(new Result.Ok<>(answer));
    }

    /** Any thread: settled never more than once, nor before it is done. */
    @Operation
    public boolean settledInOrder() {
        int seen = settled.get();
        return seen == 0 || (seen == 1 && slot.isDone());
    }
}
