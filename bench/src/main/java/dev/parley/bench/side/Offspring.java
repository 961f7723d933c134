package dev.parley.bench.side;

/** Counts what children do. Any thread. */
public interface Offspring {
    /** A child has handled its message. */
    void handled();

    /** A child has stopped. */
    void stopped();
}
