package dev.parley.jvm;

import java.lang.management.ManagementFactory;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.jspecify.annotations.Nullable;

/**
 * The virtual threads that wait for a carrier, as the JVM counts them. The first look takes some milliseconds, the next
 * ones half a microsecond.
 *
 * <p>Threading: one thread.
 */
final class CarrierQueue {
    private @Nullable VirtualThreadSchedulerMXBean bean;

    /** Whether more than so many wait. True when the JVM does not know: its scheduler may be another. */
    boolean isLongerThan(int expected) {
        long waiting = bean().getQueuedVirtualThreadCount();
        return waiting < 0 || waiting > expected;
    }

    private VirtualThreadSchedulerMXBean bean() {
        VirtualThreadSchedulerMXBean known = bean;
        if (known == null) {
            known = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
            bean = known;
        }
        return known;
    }
}
