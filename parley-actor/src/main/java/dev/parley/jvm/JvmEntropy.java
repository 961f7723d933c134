package dev.parley.jvm;

import dev.parley.spi.Entropy;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Streams split off one root that the operating system seeded.
 *
 * <p>Threading: any thread.
 */
final class JvmEntropy implements Entropy {
    private final SecureRandom secure = new SecureRandom();
    private final SplittableRandom root = new SplittableRandom(secure.nextLong());

    @Override
    public RandomGenerator stream(String purpose) {
        synchronized (root) {
            return root.split();
        }
    }

    @Override
    public void secure(byte[] out) {
        secure.nextBytes(out);
    }
}
