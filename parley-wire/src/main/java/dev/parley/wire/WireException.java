package dev.parley.wire;

import java.io.Serial;
import java.util.Objects;

/**
 * Input that the wire refuses, or a value that it refuses to write: the number that may be told to the peer, and a text
 * for people that says what, where and, if there is one, the remedy.
 *
 * <p>It has no stack trace: hostile input must not buy stack walks.
 */
public final class WireException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final WireError error;

    public WireException(WireError error, String text) {
        super(text, null, false, false);
        this.error = Objects.requireNonNull(error, "error");
    }

    public WireException(WireError error, String text, Throwable cause) {
        super(text, cause, false, false);
        this.error = Objects.requireNonNull(error, "error");
    }

    /** What is told to the peer. */
    public WireError error() {
        return error;
    }
}
