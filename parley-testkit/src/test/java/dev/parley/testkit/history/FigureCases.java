package dev.parley.testkit.history;

import static dev.parley.testkit.history.Case.NOTHING;
import static dev.parley.testkit.history.Story.story;

import dev.parley.DropReason;
import dev.parley.testkit.history.Event.Books;
import dev.parley.testkit.history.Event.LinkBooks;
import dev.parley.testkit.history.Event.Memory;
import dev.parley.testkit.history.Event.Traffic;
import dev.parley.testkit.history.Event.Waiting;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Books, links, hosts, memory, traffic. */
final class FigureCases {
    private static final Map<DropReason, Long> STOPPED = Map.of(DropReason.STOPPING, 1L);

    private FigureCases() {}

    static List<Case> all() {
        return Stream.of(books(), hosts(), limits()).flatMap(List::stream).toList();
    }

    private static List<Case> books() {
        return List.of(
                balance(NOTHING, books(10, 4, 2, 1)),
                balance("books-unbalanced", books(11, 4, 2, 1)),
                balance("books-unbalanced", books(9, 4, 2, 1)),
                balance(NOTHING, books(new Books.News(5, 2, 1, 1, STOPPED))),
                balance("books-unbalanced", books(new Books.News(5, 1, 1, 1, STOPPED))),
                balance("books-unbalanced", books(new Books.News(4, 2, 1, 1, STOPPED))),
                balance(NOTHING, books(new Books.News(6, 2, 2, 1, STOPPED))),
                balance("books-unbalanced", books(new Books.News(7, 2, 3, 1, STOPPED))),
                link(NOTHING, link(10, 2, 3, 8)),
                link(NOTHING, link(10, 2, 3, 5)),
                link(NOTHING, link(10, 2, 3, 9).on("b.1", new LinkBooks("a.1", 0, 0, 0, 8, 2))),
                link(NOTHING, story().on("a.1", new LinkBooks("b.1", 10, 0, 0, 0, 0))),
                link(NOTHING, link(10, 2, 3, 9).died("b.1")),
                link(NOTHING, link(10, 2, 3, 9).died("b.0")),
                link("link-books-disagree", missed(1)),
                link(NOTHING, missed(2)),
                link(NOTHING, missed(5)),
                link("link-books-disagree", missed(6)),
                link("link-books-disagree", link(10, 2, 3, 9)),
                link("link-books-disagree", link(10, 2, 3, 4)));
    }

    private static List<Case> hosts() {
        return List.of(
                host(NOTHING, story().hostBegan("a.1", 1).hostEnded("a.1", 1).hostBegan("b.1", 5)),
                host("two-hosts-of-one-life", story().hostBegan("a.1", 1).hostBegan("b.1", 1)),
                host(
                        "two-hosts-of-one-life",
                        story().hostBegan("a.1", 1).hostEnded("a.1", 1).hostBegan("a.1", 1)),
                host(
                        "life-not-grown",
                        story().hostBegan("a.1", 2).hostEnded("a.1", 2).hostBegan("b.1", 1)),
                host("host-ended-unbegun", story().hostEnded("a.1", 1)),
                host("host-ended-unbegun", story().hostBegan("b.1", 1).hostEnded("a.1", 1)),
                host(
                        "host-ended-twice",
                        story().hostBegan("a.1", 1).hostEnded("a.1", 1).hostEnded("a.1", 1)),
                unordered(
                        NOTHING, story().hostBegan("a.1", 2).hostEnded("a.1", 2).hostBegan("b.1", 1)),
                unordered(
                        "life-not-grown",
                        story().hostBegan("a.1", 2).hostEnded("a.1", 2).hostBegan("a.1", 1)));
    }

    private static List<Case> limits() {
        return List.of(
                new Case(NOTHING, new MemoryChecker(), story().on("a.1", new Memory("queue", 10, 10))),
                new Case("over-limit", new MemoryChecker(), story().on("a.1", new Memory("queue", 11, 10))),
                new Case(NOTHING, new RestChecker(), story().on("a.1", new Waiting("mailbox", 0))),
                new Case("waits-for-ever", new RestChecker(), story().on("a.1", new Waiting("mailbox", 1))),
                traffic(NOTHING, 35),
                traffic("amplified", 36));
    }

    private static Case balance(String kind, Story story) {
        return new Case(kind, new BalanceChecker(), story);
    }

    private static Case link(String kind, Story story) {
        return new Case(kind, new LinkBalanceChecker(), story);
    }

    private static Case host(String kind, Story story) {
        return new Case(kind, HostChecker.ordered(), story);
    }

    private static Case unordered(String kind, Story story) {
        return new Case(kind, HostChecker.unordered(), story);
    }

    private static Case traffic(String kind, long frames) {
        Bounds bounds = Bounds.defaults().withAmplification(3, 5);
        return new Case(kind, new AmplificationChecker(bounds), story().on("a.1", new Traffic(frames, 10)));
    }

    private static Story books(long accepted, long handled, long queued, long stashed) {
        return books(accepted, handled, queued, stashed, Books.News.NONE);
    }

    /** Books that balance as a whole. */
    private static Story books(Books.News news) {
        return books(10, 4, 2, 1, news);
    }

    private static Story books(long accepted, long handled, long queued, long stashed, Books.News news) {
        Map<DropReason, Long> dropped = Map.of(DropReason.STOPPING, 2L, DropReason.EXPIRED, 1L);
        return story().on("a.1", new Books(accepted, handled, queued, stashed, dropped, Map.of(), news));
    }

    private static Story link(long sent, long lost, long inDoubt, long received) {
        return story().on("a.1", new LinkBooks("b.1", sent, lost, inDoubt, 0, 0))
                .on("b.1", new LinkBooks("a.1", 0, 0, 0, received, lost));
    }

    /** Of ten messages two are lost and three in doubt, and the receiver knows of so many that never came. */
    private static Story missed(long missed) {
        return story().on("a.1", new LinkBooks("b.1", 10, 2, 3, 0, 0))
                .on("b.1", new LinkBooks("a.1", 0, 0, 0, 8, missed));
    }
}
