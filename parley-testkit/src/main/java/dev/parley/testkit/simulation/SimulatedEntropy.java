package dev.parley.testkit.simulation;

import dev.parley.spi.Entropy;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Chance that is the same in every run: each purpose has its own streams, derived from the seed of the process. */
final class SimulatedEntropy implements Entropy {
    private final Seed seed;
    private final SplittableRandom secrets;
    private final Map<String, Integer> streams = new HashMap<>();

    SimulatedEntropy(Seed seed) {
        this.seed = seed;
        this.secrets = seed.of("secure").stream();
    }

    @Override
    public RandomGenerator stream(String purpose) {
        int number = streams.merge(purpose, 1, Integer::sum);
        return seed.of("stream").of(purpose).of(number).stream();
    }

    @Override
    public void secure(byte[] out) {
        secrets.nextBytes(out);
    }
}
