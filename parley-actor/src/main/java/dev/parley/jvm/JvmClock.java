package dev.parley.jvm;

import dev.parley.spi.NodeClock;
import java.time.Instant;

/**
 * The clocks of the JVM.
 *
 * <p>Threading: any thread.
 */
final class JvmClock implements NodeClock {
    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant wall() {
        return Instant.now();
    }
}
