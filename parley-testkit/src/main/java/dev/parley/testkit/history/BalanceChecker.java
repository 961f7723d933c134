package dev.parley.testkit.history;

import dev.parley.DropReason;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every message that was sent is accounted for once the run has come to rest: delivered, refused or dropped. Between
 * two nodes as many may be missing as the books say that were lost, in doubt or refused without a word of the
 * sender; where one of the books was not written, or a process is gone, nothing is asked. And each system's books
 * balance, for what was told and asked and for news, each by itself.
 *
 * <p>Kinds: {@code books-unbalanced}; at the end {@code vanished}, {@code vanished-on-the-way}, {@code more-than-sent}.
 */
final class BalanceChecker implements Checker {
    private final Map<Pair, Tally> tallies = new LinkedHashMap<>();
    private final Map<Pair, Event.LinkBooks> links = new HashMap<>();
    private final Map<String, Event.Books> books = new HashMap<>();
    private final Fates fates = new Fates();

    /** Sent less all that became of it. */
    private static final class Tally {
        long open;
    }

    @Override
    public void on(Entry entry) {
        fates.on(entry);
        switch (entry.event()) {
            case Event.Sent message -> tally(message).open++;
            case Event.Delivered message -> tally(message).open--;
            case Event.Refused message -> tally(message).open--;
            case Event.Dropped message -> {
                if (message.reason() != DropReason.HANDLER_FAILED) {
                    tally(message).open--; // a failed one counts as delivered
                }
            }
            case Event.Books figures -> {
                requireBalance(figures, entry);
                books.put(entry.node(), figures);
            }
            case Event.LinkBooks figures -> links.put(new Pair(entry.node(), figures.peer()), figures);
            default -> {} // nothing is counted
        }
    }

    private Tally tally(Event.MessageEvent message) {
        return tallies.computeIfAbsent(new Pair(message.from(), message.to()), _ -> new Tally());
    }

    private static void requireBalance(Event.Books figures, Entry entry) {
        Event.Books.News news = figures.news();
        long fates = figures.handled() + sum(figures.dropped()) + figures.queued() + figures.stashed();
        long ofNews = news.handled() + sum(news.dropped()) + news.queued() + news.stashed();
        requireEqual(figures.accepted() - news.accepted(), fates - ofNews, "messages", entry);
        requireEqual(news.accepted(), ofNews, "pieces of news", entry);
        if (news.queued() > figures.queued() || news.stashed() > figures.stashed()) {
            throw new Violation(
                    "books-unbalanced", "node " + entry.node() + " has more news waiting than anything: " + figures);
        }
    }

    private static void requireEqual(long accepted, long fates, String what, Entry entry) {
        if (accepted != fates) {
            throw new Violation(
                    "books-unbalanced",
                    "node " + entry.node() + " accepted " + accepted + " " + what + " and accounts for " + fates
                            + " at " + Violation.at(entry.atNanos()) + ": " + entry.event());
        }
    }

    @Override
    public void end() {
        Map<Pair, Long> missing = new LinkedHashMap<>();
        tallies.forEach((actors, tally) -> {
            if (tally.open < 0) {
                throw new Violation(
                        "more-than-sent", actors + ": " + -tally.open + " more messages had a fate than were sent");
            }
            Pair nodes = new Pair(Actors.node(actors.from()), Actors.node(actors.to()));
            if (!nodes.from().equals(nodes.to())) {
                missing.merge(nodes, tally.open, Long::sum);
            } else if (tally.open > 0 && !fates.hasDied(nodes.from())) {
                throw new Violation(
                        "vanished",
                        actors + ": " + tally.open + " messages were sent on one node and nothing became of them");
            }
        });
        missing.forEach(this::requireBooked);
    }

    private void requireBooked(Pair nodes, long missing) {
        Long booked = booked(nodes);
        if (booked != null && missing > booked) {
            throw new Violation(
                    "vanished-on-the-way",
                    "from " + nodes + " " + missing + " messages are missing, and the books know of " + booked);
        }
    }

    /** How many may be missing from one node to another; null where that is not known. */
    private @Nullable Long booked(Pair nodes) {
        Event.LinkBooks link = links.get(nodes);
        Event.Books sender = books.get(nodes.from());
        Event.Books receiver = books.get(nodes.to());
        if (link == null
                || sender == null
                || receiver == null
                || fates.isGone(nodes.from())
                || fates.isGone(nodes.to())) {
            return null;
        }
        return link.lost() + link.inDoubt() + sum(sender.refused()) + sum(receiver.refused());
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
