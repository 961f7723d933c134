package dev.parley.fuzz;

import java.io.Serial;

/** A broken promise, in a sentence. */
public final class Finding extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What is broken. */
    public Finding(String what) {
        super(what);
    }

    /** What is broken, and what came out instead. */
    public Finding(String what, Throwable cause) {
        super(what, cause);
    }
}
