package dev.parley.testkit.history;

/**
 * Judges a history while it grows. What it promises holds for every order of the entries that keeps the order of each
 * node and has each message sent before it is delivered, refused or dropped, unless {@link #needsOneClock} says
 * otherwise.
 *
 * <p>Threading: one thread at a time; {@link History} sees to that. Limits: constant time for each entry.
 */
public interface Checker {
    /**
     * Takes the next entry.
     *
     * @throws Violation if it breaks what this one checks; it is not called again after that
     */
    void on(Entry entry);

    /**
     * Judges what was still owed, once all faults are healed and the system had time to come to rest.
     *
     * @throws Violation if something is still owed
     */
    default void end() {}

    /** Whether it compares times, or the order of entries, of different nodes: right only where they share a clock. */
    default boolean needsOneClock() {
        return false;
    }
}
