package dev.parley.bench.workload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Written by one thread at a time, read by any; a read may be a little old. */
public final class Counter {
    private static final VarHandle COUNT;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(Counter.class, "count", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // read and written through COUNT
    private long count;

    /** What was set last, or a little before. */
    public long count() {
        return (long) COUNT.getOpaque(this);
    }

    /** By the one thread that writes. */
    public void set(long value) {
        COUNT.setOpaque(this, value);
    }
}
