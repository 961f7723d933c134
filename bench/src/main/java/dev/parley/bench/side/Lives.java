package dev.parley.bench.side;

/** The lives of one actor that fails at each message until it is told to rest. Belongs to that actor. */
public interface Lives {
    /** An instance has begun. */
    void born();

    /** What befalls it: throws while it is to fail. */
    void live();
}
