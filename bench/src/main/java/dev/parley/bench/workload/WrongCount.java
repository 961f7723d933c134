package dev.parley.bench.workload;

import java.io.Serial;

/** Something was lost, doubled or out of order: then no figure of the run counts. */
public final class WrongCount extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    WrongCount(String text) {
        super(text);
    }

    static void unlessEqual(String what, long expected, long counted) {
        if (expected != counted) {
            throw new WrongCount(what + ": " + counted + " instead of " + expected);
        }
    }
}
