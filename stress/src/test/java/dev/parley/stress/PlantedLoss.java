package dev.parley.stress;

import org.jetbrains.lincheck.datastructures.Operation;

/** A counter that loses a count, which every search must find. */
public final class PlantedLoss {
    private int count;

    /** Any thread. */
    @Operation
    public int next() {
        return ++count;
    }
}
