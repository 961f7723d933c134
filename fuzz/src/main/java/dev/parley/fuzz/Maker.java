package dev.parley.fuzz;

import java.util.random.RandomGenerator;

/**
 * Makes inputs: valid ones, most of them broken in one or a few places.
 *
 * <p>Threading: one thread.
 */
public interface Maker {
    /** The next input; all chance comes from {@code chance}. */
    byte[] next(RandomGenerator chance);
}
