package dev.parley.testkit.history;

import java.util.Locale;

/** A history breaks a promise. The kind is stable, for searching and shrinking; the message is for people. */
public final class Violation extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final String kind;

    /**
     * A promise was broken.
     *
     * @param kind a stable key in kebab case, such as {@code delivered-twice}
     * @param sentence who, which number, and when both events were
     */
    public Violation(String kind, String sentence) {
        super(kind + ": " + sentence);
        this.kind = kind;
    }

    /** The stable key of what was broken. */
    public String kind() {
        return kind;
    }

    /** A time of an entry for people, in seconds. */
    static String at(long atNanos) {
        return String.format(Locale.ROOT, "%.6f s", atNanos / 1e9);
    }

    /** When and where an entry was written, for people. */
    static String at(Entry entry) {
        return at(entry.atNanos()) + " on " + entry.node();
    }
}
