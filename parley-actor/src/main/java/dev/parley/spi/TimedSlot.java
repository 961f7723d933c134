package dev.parley.spi;

import dev.parley.Cancellable;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Result;
import java.time.Duration;

/**
 * A slot of an asker on this node: once armed it ends by itself, as {@link Failure.Timeout}, when its limit is over, or
 * as refused when its environment closes before.
 */
public abstract class TimedSlot extends ReplySlot {
    private static final Failure STOPPING = new Failure.Refused(DropReason.STOPPING);

    private final SystemAccess system;
    private volatile Cancellable alarm = () -> {};

    /** Waits {@code limit}, or until the deadline of the request being handled on this thread if that is sooner. */
    protected TimedSlot(SystemAccess system, Duration limit) {
        super(deadlineNanos(system, limit));
        this.system = system;
    }

    private static long deadlineNanos(SystemAccess system, Duration limit) {
        long ownNanos = system.environment().clock().nanoTime() + NodeClock.nanos(limit);
        long outerNanos = system.currentDeadlineNanos();
        return outerNanos != NO_DEADLINE && outerNanos - ownNanos < 0 ? outerNanos : ownNanos;
    }

    /** Starts the alarm; call it before the request leaves. */
    public final void arm() {
        long waitNanos =
                Math.max(0, deadlineNanos() - system.environment().clock().nanoTime());
        alarm = system.environment().timers().after(waitNanos, new Limit(Duration.ofNanos(waitNanos)));
        if (isDone()) {
            alarm.cancel();
        }
    }

    /** Ends it if its environment was closed before it was armed: nobody would see to its limit. */
    @SuppressWarnings("ReferenceEquality") // it is that very one
    final void endIfUnarmed() {
        if (alarm == Timers.CLOSED) {
            complete(new Result.Err<>(STOPPING));
        }
    }

    @Override
    protected final void settle(Result<?> result) {
        alarm.cancel();
        deliverResult(result);
    }

    /** Hands the answer to the asker; called once. */
    protected abstract void deliverResult(Result<?> result);

    private final class Limit implements Timers.Awaited {
        private final Duration limit;

        Limit(Duration limit) {
            this.limit = limit;
        }

        @Override
        public void run() {
            complete(new Result.Err<>(new Failure.Timeout(limit)));
        }

        @Override
        public void close() {
            complete(new Result.Err<>(STOPPING));
        }
    }
}
