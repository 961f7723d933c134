package dev.parley.supervisor;

import dev.parley.Terminated;

/** When a child that has ended is started again. */
public enum Lifetime {
    /** Always. */
    PERMANENT,
    /** Unless it stopped by itself: when it crashed, could not be spawned, or its node is down. */
    TRANSIENT,
    /** Never; its specification is forgotten. */
    TEMPORARY;

    /** Whether a child that ended so comes back. */
    boolean returnsAfter(Terminated.Reason reason) {
        return switch (this) {
            case PERMANENT -> true;
            case TRANSIENT -> !(reason instanceof Terminated.Stopped);
            case TEMPORARY -> false;
        };
    }
}
