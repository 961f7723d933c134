package dev.parley.kernel;

import dev.parley.Cancellable;
import dev.parley.spi.Environment;
import org.jspecify.annotations.Nullable;

/**
 * Tells an actor that nothing came for a while. Looks at the count of messages instead of restarting a timer at each.
 *
 * <p>Threading: {@link #open}, {@link #heard} and {@link #cancel} by the thread that runs the cell; fires on others.
 */
final class IdleTimer implements News {
    private final Cell cell;
    private final long idleNanos;
    private final Object message;
    private volatile long heardNanos;
    private volatile boolean cancelled;
    private volatile Cancellable alarm = () -> {};

    IdleTimer(Cell cell, long idleNanos, Object message) {
        this.cell = cell;
        this.idleNanos = idleNanos;
        this.message = message;
    }

    void start() {
        heard();
        arm(idleNanos);
    }

    /** A message came from somebody. */
    void heard() {
        heardNanos = environment().clock().nanoTime();
    }

    void cancel() {
        cancelled = true;
        alarm.cancel();
    }

    private void arm(long delayNanos) {
        alarm = environment().timers().after(delayNanos, this::fire);
        if (cancelled) {
            alarm.cancel();
        }
    }

    private void fire() {
        if (cancelled) {
            return;
        }
        long leftNanos = heardNanos + idleNanos - environment().clock().nanoTime();
        if (leftNanos > 0) {
            arm(leftNanos);
        } else {
            cell.inform(this);
        }
    }

    @Override
    public @Nullable Object open() {
        if (cancelled) {
            return null;
        }
        long silentNanos = environment().clock().nanoTime() - heardNanos;
        if (silentNanos < idleNanos) { // somebody spoke while this waited in the mailbox
            arm(idleNanos - silentNanos);
            return null;
        }
        start();
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

    private Environment environment() {
        return cell.system().environment();
    }
}
