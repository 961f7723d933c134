package dev.parley.testkit.history;

import java.util.List;
import java.util.stream.Stream;

/**
 * A story and what is wrong with it.
 *
 * @param kind of the violation; {@link #NOTHING} for a story that keeps all promises
 * @param checker who finds it
 * @param story the events
 */
record Case(String kind, Checker checker, Story story) {
    static final String NOTHING = "nothing";

    static List<Case> all() {
        return Stream.of(
                        MessageCases.all(),
                        WatchCases.all(),
                        LifeCases.all(),
                        SupervisionCases.all(),
                        RequestCases.all(),
                        FigureCases.all())
                .flatMap(List::stream)
                .toList();
    }

    static List<Case> good() {
        return all().stream().filter(each -> each.kind.equals(NOTHING)).toList();
    }

    static List<Case> bad() {
        return all().stream().filter(each -> !each.kind.equals(NOTHING)).toList();
    }

    @Override
    public String toString() {
        return kind + ": " + story.entries().stream().map(Entry::event).toList();
    }
}
