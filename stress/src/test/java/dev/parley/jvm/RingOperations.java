package dev.parley.jvm;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;

/** A {@link Ring} whose last batch may be taken, too; its worker against two that steal. */
public final class RingOperations {
    private final Ring ring = new Ring(0);
    private int made;

    /** For each try. */
    public RingOperations() {
        ring.expose();
    }

    private record Batch(int number) implements Runnable {
        @Override
        public void run() {}
    }

    private static int number(@Nullable Runnable batch) {
        return batch instanceof Batch(int number) ? number : -1;
    }

    /** The owner. */
    @Operation(nonParallelGroup = "owner")
    public void offer() {
        ring.offer(new Batch(made++));
    }

    /** The owner. */
    @Operation(nonParallelGroup = "owner")
    public int take() {
        return number(ring.take());
    }

    /** Any thread. */
    @Operation
    public int steal() {
        return number(ring.steal());
    }
}
