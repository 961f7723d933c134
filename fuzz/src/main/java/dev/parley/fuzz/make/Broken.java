package dev.parley.fuzz.make;

import dev.parley.fuzz.Maker;
import java.util.List;
import java.util.random.RandomGenerator;

/** Seeds, broken in one or a few places wherever that may be. */
public final class Broken implements Maker {
    private final List<byte[]> seeds;

    /** What is broken. */
    public Broken(List<byte[]> seeds) {
        this.seeds = seeds;
    }

    @Override
    public byte[] next(RandomGenerator chance) {
        byte[] seed = seeds.get(chance.nextInt(seeds.size()));
        return chance.nextInt(16) == 0 ? seed : Damage.some(chance, seed, seeds.get(chance.nextInt(seeds.size())));
    }
}
