package dev.parley.testkit.simulation;

import java.util.SplittableRandom;

/**
 * A number from which independent random streams are derived by name, so that one user of chance cannot shift another.
 *
 * <p>Source: the finalizer of SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).
 */
record Seed(long value) {
    /** The seed of a part, for instance of one host or of one purpose. */
    Seed of(String name) {
        long mixed = mix(value);
        for (int i = 0; i < name.length(); i++) {
            mixed = mix(mixed ^ name.charAt(i));
        }
        return new Seed(mixed);
    }

    /** The seed of a numbered part. */
    Seed of(long number) {
        return new Seed(mix(mix(value) ^ number));
    }

    /** A stream that starts here. */
    SplittableRandom stream() {
        return new SplittableRandom(value);
    }

    /** Spreads each bit over all bits; a bijection. */
    static long mix(long bits) {
        long mixed = bits + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
