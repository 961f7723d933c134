package dev.parley.spi;

/**
 * The world of one system: nothing below the API creates a thread, reads a clock or draws a random number except
 * through it. One implementation is real, one is simulated; the system's code is the same bytecode.
 *
 * <p>Threading: any thread.
 */
public interface Environment extends AutoCloseable {
    /** Time. */
    NodeClock clock();

    /** Work for later. */
    Timers timers();

    /** Threads. */
    Dispatcher dispatcher();

    /** Chance. */
    Entropy entropy();

    /** Ends its threads, forgets its timers and closes its promises; what still runs is interrupted. */
    @Override
    void close();
}
