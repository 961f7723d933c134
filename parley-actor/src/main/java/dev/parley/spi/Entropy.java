package dev.parley.spi;

import java.util.random.RandomGenerator;

/** Chance, in streams that do not disturb each other. */
public interface Entropy {
    /**
     * A stream for one purpose; the same purpose gives a stream of its own at each call. Threading: a stream belongs to
     * whoever asked for it and is not shared.
     */
    RandomGenerator stream(String purpose);

    /** Fills {@code out} with bytes that nobody can guess: nonces, reply slots. */
    void secure(byte[] out);
}
