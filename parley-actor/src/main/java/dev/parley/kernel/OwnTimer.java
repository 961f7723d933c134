package dev.parley.kernel;

import dev.parley.Cancellable;
import dev.parley.spi.Environment;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One timer of an actor: {@code after}, or {@code every} with one tick in the mailbox at most.
 *
 * <p>Threading: fires on dispatcher threads; {@link #cancel} on any; {@link #open} by the thread that runs the cell.
 */
final class OwnTimer implements News, Cancellable {
    private final Cell cell;
    private final Openings owner;
    private final long periodNanos;
    private final Object message;
    private final AtomicBoolean queued = new AtomicBoolean();
    private volatile boolean cancelled;
    private volatile Cancellable alarm = () -> {};

    /** {@code periodNanos} 0 fires once. */
    OwnTimer(Cell cell, Openings owner, long periodNanos, Object message) {
        this.cell = cell;
        this.owner = owner;
        this.periodNanos = periodNanos;
        this.message = message;
    }

    void start(long delayNanos) {
        Environment environment = cell.system().environment();
        long dueNanos = environment.clock().nanoTime() + delayNanos;
        alarm = environment.timers().after(delayNanos, () -> fire(dueNanos));
        if (cancelled) {
            alarm.cancel();
        }
    }

    private void fire(long dueNanos) {
        if (cancelled) {
            return;
        }
        if (queued.compareAndSet(false, true)) {
            cell.inform(this);
        }
        if (periodNanos > 0) {
            long nowNanos = cell.system().environment().clock().nanoTime();
            long lateNanos = (nowNanos - dueNanos) % periodNanos; // ticks that were missed are left out
            start(periodNanos - lateNanos);
        }
    }

    @Override
    public @Nullable Object open() {
        queued.set(false);
        if (cancelled) {
            return null;
        }
        if (periodNanos == 0) {
            owner.closed(this);
        }
        return message;
    }

    @Override
    public Object original() {
        return message;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void cancel() {
        cancelled = true;
        alarm.cancel();
        owner.closed(this);
    }
}
