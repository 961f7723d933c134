package dev.parley.remote.link;

import dev.parley.Cancellable;
import dev.parley.spi.Timers;
import java.util.function.Consumer;

/**
 * One thing that is to be done later on the loop, in the place of what was to be done before. What was replaced or
 * cancelled is not done, not even if its time had come and it waited for the loop already.
 *
 * <p>Threading: the loop.
 */
final class Alarm {
    private final Timers timers;
    private final Consumer<Runnable> loop;
    private Cancellable pending = () -> {};
    private long count;

    /** {@code loop} hands a task to the loop. */
    Alarm(Timers timers, Consumer<Runnable> loop) {
        this.timers = timers;
        this.loop = loop;
    }

    /** Does it later, and not what was to be done before. */
    void set(long afterNanos, Runnable task) {
        cancel();
        long number = count;
        pending = timers.after(afterNanos, () -> loop.accept(() -> ring(number, task)));
    }

    private void ring(long number, Runnable task) {
        if (number == count) {
            count++;
            task.run();
        }
    }

    /** Nothing is to be done any more. */
    void cancel() {
        pending.cancel();
        count++;
    }
}
