package dev.parley.testkit.history;

import static dev.parley.testkit.history.Case.NOTHING;
import static dev.parley.testkit.history.Story.A;
import static dev.parley.testkit.history.Story.B;
import static dev.parley.testkit.history.Story.story;

import dev.parley.DropReason;
import dev.parley.testkit.history.Event.Books;
import dev.parley.testkit.history.Event.LinkBooks;
import dev.parley.testkit.history.Event.ProcessClosed;
import java.util.List;
import java.util.Map;

/** Order, at-most-once and balance. */
final class MessageCases {
    private static final String A3 = "a.1/user/other#9";

    private MessageCases() {}

    static List<Case> all() {
        return List.of(
                order(NOTHING, sent(1).sent(A, B, 5).delivered(A, B, 1).delivered(A, B, 5)),
                order(NOTHING, sent(5).sent(B, A, 1).delivered(A, B, 5).delivered(B, A, 1)),
                order("sent-out-of-order", sent(2).sent(A, B, 1)),
                order("sent-out-of-order", sent(2).sent(A, B, 2)),
                order(
                        "delivered-out-of-order",
                        sent(1).sent(A, B, 2).delivered(A, B, 2).delivered(A, B, 1)),
                order("delivered-out-of-order", sent(1).delivered(A, B, 1).delivered(A, B, 1)),
                once(NOTHING, delivered(1).dropped(A, B, 1, DropReason.HANDLER_FAILED)),
                once(NOTHING, sent(1).dropped(A, B, 1, DropReason.STOPPING)),
                once(NOTHING, refused(1).sent(A, B, 1_000_000).delivered(A, B, 1_000_000)),
                once("sent-twice", sent(1).sent(A, B, 1)),
                once("sent-twice", delivered(1).sent(A, B, 1)),
                once("delivered-unsent", story().delivered(A, B, 1)),
                once("delivered-unsent", sent(65).delivered(A, B, 1)),
                once("delivered-twice", delivered(1).delivered(A, B, 1)),
                once(
                        "delivered-twice",
                        delivered(1).dropped(A, B, 1, DropReason.HANDLER_FAILED).delivered(A, B, 1)),
                once("delivered-and-refused", refused(1).delivered(A, B, 1)),
                once("delivered-and-refused", delivered(1).refused(A, B, 1)),
                once(
                        "delivered-and-refused",
                        delivered(1).dropped(A, B, 1, DropReason.HANDLER_FAILED).refused(A, B, 1)),
                once(
                        "delivered-and-dropped",
                        sent(1).dropped(A, B, 1, DropReason.EXPIRED).delivered(A, B, 1)),
                once("delivered-and-dropped", delivered(1).dropped(A, B, 1, DropReason.EXPIRED)),
                once("refused-unsent", story().refused(A, B, 1)),
                once("refused-twice", refused(1).refused(A, B, 1)),
                once("refused-and-dropped", refused(1).dropped(A, B, 1, DropReason.STOPPING)),
                once(
                        "refused-and-dropped",
                        sent(1).dropped(A, B, 1, DropReason.STOPPING).refused(A, B, 1)),
                once("dropped-unsent", story().dropped(A, B, 1, DropReason.STOPPING)),
                once(
                        "dropped-twice",
                        sent(1).dropped(A, B, 1, DropReason.STOPPING).dropped(A, B, 1, DropReason.STOPPING)),
                once("failed-undelivered", sent(1).dropped(A, B, 1, DropReason.HANDLER_FAILED)),
                balance(NOTHING, sent(1)),
                balance(NOTHING, story().sent(A, A3, 1).died("a.1")),
                balance(NOTHING, story().sent(A, A3, 1).delivered(A, A3, 1)),
                balance(NOTHING, failedHere()),
                balance(NOTHING, onTheWay(1, 2, 0)),
                balance(NOTHING, onTheWay(0, 2, 1)),
                balance(NOTHING, onTheWay(0, 0, 0).died("b.1")),
                balance(NOTHING, onTheWay(0, 0, 0).on("b.1", new ProcessClosed())),
                balance("vanished", story().sent(A, A3, 1)),
                balance("vanished", story().sent(A, A3, 1).on("a.1", new ProcessClosed())),
                balance("vanished", failedHere().sent(A, A3, 2)),
                balance("vanished-on-the-way", onTheWay(1, 1, 0)),
                balance("more-than-sent", story().delivered(A, B, 1)),
                balance("more-than-sent", delivered(1).dropped(A, B, 1, DropReason.STOPPING)));
    }

    private static Case order(String kind, Story story) {
        return new Case(kind, new OrderChecker(), story);
    }

    private static Case once(String kind, Story story) {
        return new Case(kind, new AtMostOnceChecker(), story);
    }

    private static Case balance(String kind, Story story) {
        return new Case(kind, new BalanceChecker(), story);
    }

    private static Story sent(long number) {
        return story().sent(A, B, number);
    }

    private static Story delivered(long number) {
        return sent(number).delivered(A, B, number);
    }

    private static Story refused(long number) {
        return sent(number).refused(A, B, number);
    }

    private static Story failedHere() {
        return story().sent(A, A3, 1).delivered(A, A3, 1).dropped(A, A3, 1, DropReason.HANDLER_FAILED);
    }

    /** Of four messages three vanish, and the books know of so many. */
    private static Story onTheWay(long lost, long inDoubt, long refused) {
        return sent(1).sent(A, B, 2)
                .sent(A, B, 3)
                .sent(A, B, 4)
                .delivered(A, B, 2)
                .on("a.1", new LinkBooks("b.1", 4, lost, inDoubt, 0, 0))
                .on("a.1", new Books(0, 0, 0, 0, Map.of(), Map.of(), Books.News.NONE))
                .on("b.1", new Books(0, 0, 0, 0, Map.of(), Map.of(DropReason.NO_SUCH_ACTOR, refused), Books.News.NONE));
    }
}
