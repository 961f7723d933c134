package dev.parley.testkit.history;

import java.util.List;

/** The checkers of this package. Each is for one history; make new ones for the next. */
public final class Checkers {
    private Checkers() {}

    /** All of them, for a history on one clock, such as a simulation's; with the default bounds. */
    public static List<Checker> all() {
        return all(Bounds.defaults());
    }

    /** The same, with other bounds. */
    public static List<Checker> all(Bounds bounds) {
        return List.of(new MemoryChecker(), new AmplificationChecker(bounds));
    }

    /** All that are right for histories merged from several processes, whose clocks differ. */
    public static List<Checker> merged(Bounds bounds) {
        return all(bounds).stream().filter(checker -> !checker.needsOneClock()).toList();
    }
}
