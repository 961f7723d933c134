package dev.parley.jvm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Runs a batch so that nothing of it stays behind on the thread: no exception and no interrupt.
 *
 * <p>Failure: a batch that throws is reported and forgotten.
 */
final class Guarded {
    private static final Logger LOG = System.getLogger(Guarded.class.getName());

    private Guarded() {}

    static void run(Runnable batch) {
        try {
            batch.run();
        } catch (Throwable failure) {
            report(batch, failure);
        }
        Thread.interrupted();
    }

    /** Says that a batch threw. */
    static void report(Runnable batch, Throwable failure) {
        try {
            LOG.log(Level.ERROR, "a batch of " + batch.getClass().getName() + " threw; the worker goes on", failure);
        } catch (Throwable _) {
            // without memory or stack for the report the worker must still go on
        }
    }
}
