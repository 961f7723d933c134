package dev.parley.remote;

/** A node could not start. The text says what, where, and what to do about it. */
public final class NodeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a text for people. */
    public NodeException(String text) {
        super(text);
    }

    /** With a text for people and what lies behind it. */
    public NodeException(String text, Throwable cause) {
        super(text, cause);
    }
}
