package dev.parley;

/** A blocking ask that ended without a value. Thrown at the asker's own call, so its stack shows who asked. */
public final class AskException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    /** With the failure's own sentence. */
    public AskException(Failure failure) {
        this(failure, failure.sentence());
    }

    /** With a text that also says who asked whom for what. */
    public AskException(Failure failure, String text) {
        super(text);
        this.failure = failure;
    }

    /** Why. */
    public Failure failure() {
        return failure;
    }
}
