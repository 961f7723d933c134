package dev.parley.spi;

import dev.parley.Cancellable;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Result;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A slot of an asker on this node: once armed it ends by itself, as {@link Failure.Timeout}, when its limit is over, or
 * as refused when its environment closes before.
 */
public abstract class TimedSlot extends ReplySlot {
    private static final Failure STOPPING = new Failure.Refused(DropReason.STOPPING);

    private final SystemAccess system;
    private final long waitNanos;
    private volatile @Nullable Cancellable alarm;

    /** Waits {@code limit}, or until the deadline of the request being handled on this thread if that is sooner. */
    protected TimedSlot(SystemAccess system, Duration limit) {
        long nowNanos = system.environment().clock().nanoTime();
        long deadlineNanos = earlier(nowNanos + NodeClock.nanos(limit), system.currentDeadlineNanos());
        super(deadlineNanos);
        this.system = system;
        waitNanos = Math.max(0, deadlineNanos - nowNanos);
    }

    private static long earlier(long ownNanos, long outerNanos) {
        return outerNanos != NO_DEADLINE && outerNanos - ownNanos < 0 ? outerNanos : ownNanos;
    }

    /** Starts the alarm; call it before the request leaves. */
    public final void arm() {
        alarm = system.environment().timers().after(waitNanos, new Limit());
        if (isDone()) {
            cancelAlarm();
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
        cancelAlarm();
        deliverResult(result);
    }

    private void cancelAlarm() {
        Cancellable armed = alarm;
        if (armed != null) {
            armed.cancel();
        }
    }

    /** Hands the answer to the asker; called once. */
    protected abstract void deliverResult(Result<?> result);

    private final class Limit implements Timers.Awaited {
        @Override
        public void run() {
            complete(new Result.Err<>(new Failure.Timeout(Duration.ofNanos(waitNanos))));
        }

        @Override
        public void close() {
            complete(new Result.Err<>(STOPPING));
        }
    }
}
