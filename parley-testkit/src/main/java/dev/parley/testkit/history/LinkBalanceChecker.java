package dev.parley.testkit.history;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The two ends of a link agree, in their last books: {@code sent - lost - in doubt <= received <= sent - lost} and
 * {@code lost <= missed <= lost + in doubt}. Nothing is asked where a process of either name is gone, for a link
 * counts over all lives of its peer. Kind, at the end: {@code link-books-disagree}.
 */
final class LinkBalanceChecker implements Checker {
    private final Map<Pair, Entry> books = new LinkedHashMap<>();
    private final Fates fates = new Fates();

    @Override
    public void on(Entry entry) {
        fates.on(entry);
        if (entry.event() instanceof Event.LinkBooks link) {
            books.put(new Pair(entry.node(), link.peer()), entry);
        }
    }

    @Override
    public void end() {
        books.forEach((nodes, entry) -> {
            Entry other = books.get(new Pair(nodes.to(), nodes.from()));
            if (other != null && !fates.isAnyLifeGone(nodes.from()) && !fates.isAnyLifeGone(nodes.to())) {
                require(entry, other);
            }
        });
    }

    private static void require(Entry sender, Entry receiver) {
        if (sender.event() instanceof Event.LinkBooks out && receiver.event() instanceof Event.LinkBooks in) {
            long most = out.sent() - out.lost();
            Range received = new Range("received", most - out.inDoubt(), most);
            Range missed = new Range("missed", out.lost(), out.lost() + out.inDoubt());
            received.require(in.received(), sender, receiver);
            missed.require(in.missed(), sender, receiver);
        }
    }

    /** How many frames there may be of one sort, as the sender knows. */
    private record Range(String sort, long least, long most) {
        void require(long counted, Entry sender, Entry receiver) {
            if (counted < least || counted > most) {
                throw new Violation(
                        "link-books-disagree",
                        sender.node() + " says at " + Violation.at(sender.atNanos()) + " that " + receiver.node() + " "
                                + sort + " " + least + " to " + most + " frames, which counts " + counted + " at "
                                + Violation.at(receiver.atNanos()));
            }
        }
    }
}
