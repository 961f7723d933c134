package dev.parley.stress;

import java.util.concurrent.locks.LockSupport;

/** The permit that a thread may still hold from an earlier wake-up. It would hide that the next one is lost. */
public final class Permit {
    private Permit() {}

    /** Takes it from the calling thread, without a wait. */
    public static void drop() {
        Thread.currentThread().interrupt(); // gives a permit, so that the park cannot block
        LockSupport.park();
        Thread.interrupted();
    }
}
