package dev.parley.remote.link;

import dev.parley.Cancellable;

/**
 * One alarm that is set anew each time something has to happen sooner.
 *
 * <p>Threading: the loop, where {@code task} runs, too.
 */
final class WakeUp {
    private final LinkedNode node;
    private final Runnable task;
    private long atNanos = Long.MAX_VALUE;
    private Cancellable alarm = () -> {};

    WakeUp(LinkedNode node, Runnable task) {
        this.node = node;
        this.task = task;
    }

    /** Runs the task at that time or before; {@code Long.MAX_VALUE} asks for nothing. */
    void at(long nanos) {
        if (nanos < atNanos) {
            alarm.cancel();
            atNanos = nanos;
            alarm = node.environment()
                    .timers()
                    .after(Math.max(0, nanos - node.nanoTime()), () -> node.onLoop(() -> ring(nanos)));
        }
    }

    private void ring(long nanos) {
        if (atNanos == nanos) {
            atNanos = Long.MAX_VALUE;
            task.run();
        }
    }

    /** Nothing has to happen any more. */
    void cancel() {
        alarm.cancel();
        atNanos = Long.MAX_VALUE;
    }
}
