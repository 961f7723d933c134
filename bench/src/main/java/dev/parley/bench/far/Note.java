package dev.parley.bench.far;

/** The messages between the two processes, the same on all sides. */
sealed interface Note {
    /** A ball of a pair, made anew for each flight. */
    record Ball(long number) implements Note {}

    /** A small message of one way. */
    record Item(long number, String text) implements Note {}

    /** A larger one; nobody compares them. */
    @SuppressWarnings("ArrayRecordComponent")
    record Block(long number, byte[] bytes) implements Note {}

    /** So many more may be sent. */
    record Credit(int messages) implements Note {}
}
