package dev.parley.bench.workload;

import java.io.Serial;
import java.util.List;

/** Something was lost, doubled or out of order: then no figure of the run counts. */
public final class WrongCount extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Says what was counted. */
    public WrongCount(String text) {
        super(text);
    }

    /** Throws unless they are equal. */
    public static void unlessEqual(String what, long expected, long counted) {
        if (expected != counted) {
            throw new WrongCount(what + ": " + counted + " instead of " + expected);
        }
    }

    /** Throws unless both counted the same. */
    public static void unlessSame(String what, List<Long> expected, List<Long> counted) {
        if (!expected.equals(counted)) {
            throw new WrongCount(what + ": " + counted + " instead of " + expected);
        }
    }
}
