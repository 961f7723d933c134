package dev.parley.fuzz.subject;

import com.sun.management.ThreadMXBean;
import dev.parley.fuzz.CoverageGuided;
import dev.parley.fuzz.Finding;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches what reading an input costs on the heap, for a sample of the inputs. Only what is over the limit twice
 * counts: the JVM allocates for itself when a path runs for the first time.
 *
 * <p>Threading: one thread.
 */
final class Heap {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** A coverage-guided engine allocates in the code that it instruments. */
    private static final boolean INSTRUMENTED = System.getProperty(CoverageGuided.TARGET) != null;

    private final int oneOf;
    private int inputs;

    /** Looks at one of so many inputs. */
    Heap(int oneOf) {
        this.oneOf = oneOf;
    }

    /** Runs {@code reading}, which may be run again, and gives what it gives. */
    <T extends @Nullable Object> T watch(long limitBytes, Supplier<T> reading) {
        inputs++;
        if (INSTRUMENTED || inputs % oneOf != 0) {
            return reading.get();
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        T read = reading.get();
        if (THREADS.getCurrentThreadAllocatedBytes() - before > limitBytes) {
            lookAgain(limitBytes, reading);
        }
        return read;
    }

    private static void lookAgain(long limitBytes, Supplier<?> reading) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Object read = reading.get();
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (allocated > limitBytes) {
            throw new Finding("reading allocates " + allocated + " bytes, and may take " + limitBytes
                    + (read == null ? "; nothing is read" : ""));
        }
    }
}
