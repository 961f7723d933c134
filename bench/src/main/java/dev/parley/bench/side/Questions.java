package dev.parley.bench.side;

/** Questions that are asked one after the other, and their answers. Belongs to who asks. */
public interface Questions {
    /** Whether another one is to be asked. */
    boolean goOn();

    /** The next one; the answer must be the same number. */
    long next();

    /** Takes an answer in. */
    void answered(long answer);

    /** No more are asked. */
    void ended();
}
