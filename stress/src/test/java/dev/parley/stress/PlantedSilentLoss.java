package dev.parley.stress;

import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/** A counter that loses a count and gives nothing by which one could tell: only a look at the end finds it. */
public final class PlantedSilentLoss {
    private final AtomicInteger counted = new AtomicInteger();
    private int count;

    /** Any thread. */
    @Operation
    public void next() {
        counted.incrementAndGet();
        count++;
    }

    /** When all is counted. */
    @Validate
    public void countsAll() {
        if (count != counted.get()) {
            throw new IllegalStateException(counted + " were counted as " + count);
        }
    }
}
