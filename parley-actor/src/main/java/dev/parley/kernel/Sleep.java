package dev.parley.kernel;

import dev.parley.Cancellable;
import dev.parley.spi.Environment;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Blocks a thread by the system's clock: for a while, or until something is true. */
final class Sleep {
    private final Environment environment;
    private final Thread sleeper = Thread.currentThread();

    Sleep(Environment environment) {
        this.environment = environment;
    }

    /** Sleeps that long. */
    void until(long nanos) throws InterruptedException {
        until(() -> false, nanos);
    }

    /** Sleeps until {@code done}, or that long at most; whoever makes it true calls {@link #wake}. */
    boolean until(BooleanSupplier done, long nanos) throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        Cancellable alarm = environment.timers().after(nanos, () -> {
            over.set(true);
            wake();
        });
        try {
            environment.dispatcher().await(() -> over.get() || done.getAsBoolean());
        } finally {
            alarm.cancel();
        }
        return done.getAsBoolean();
    }

    void wake() {
        environment.dispatcher().wake(sleeper);
    }
}
