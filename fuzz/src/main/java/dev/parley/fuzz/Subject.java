package dev.parley.fuzz;

/**
 * One life of something that reads what strangers write. It takes one input after the other and judges what comes out.
 *
 * <p>Threading: one thread.
 */
public interface Subject {
    /** What became of an input; anything else is a {@link Finding}. */
    enum Verdict {
        /** It was read, or let in. */
        ACCEPTED,
        /** It was refused, as documented. */
        REFUSED
    }

    /**
     * Gives it an input.
     *
     * @throws Finding when a promise is broken; so does any other exception that comes out
     */
    Verdict take(byte[] input);

    /** The round is over: whatever is judged at the end. */
    default void end() {}
}
