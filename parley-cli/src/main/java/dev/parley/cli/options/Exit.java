package dev.parley.cli.options;

/** Exit codes of all commands. */
public final class Exit {
    /** It did what it was asked to do. */
    public static final int DONE = 0;

    /** It ran and fell short; stderr says of what. */
    public static final int FELL_SHORT = 1;

    /** It could not start: a mistake on the command line or in what it names. */
    public static final int MISTAKE = 2;

    /** What stderr says where the output was cut off, as {@code head} does: the rest would be done for nobody. */
    public static final String UNREAD = "nobody reads stdout any more";

    private Exit() {}
}
