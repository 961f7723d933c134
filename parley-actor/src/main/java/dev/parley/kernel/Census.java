package dev.parley.kernel;

import dev.parley.ActorSnapshot;
import dev.parley.DropReason;
import dev.parley.SystemSnapshot;
import dev.parley.spi.MessageRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the cells that live, by a walk over the tree, and keeps what those that ended had handled. A cell counts what
 * its mailbox takes and what its handlers return from, of whatever sort; how much of that was news is counted beside
 * it, when news comes and goes, so that what is told pays nothing for it.
 *
 * <p>Threading: any thread.
 */
final class Census {
    private final LocalSystem system;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder handled = new LongAdder();
    private final LongAdder newsAccepted = new LongAdder();
    private final LongAdder newsTaken = new LongAdder();
    private final LongAdder newsHandled = new LongAdder();
    private final Ages ages;

    Census(LocalSystem system) {
        this.system = system;
        this.ages = new Ages(system.environment().clock());
    }

    void ended(Cell cell) {
        accepted.add(cell.life().taken());
        handled.add(cell.life().handled());
    }

    /** News that nobody misses: it entered a mailbox and its actor ended first. */
    void takenBack() {
        handled.increment();
        newsHandled.increment();
    }

    /** News enters a mailbox. */
    void newsAccepted() {
        newsAccepted.increment();
    }

    /** It did not enter, after all. */
    void newsRefused() {
        newsAccepted.decrement();
    }

    /** News left the mailbox for good: for its first turn, or at the end of its actor. */
    void newsTaken() {
        newsTaken.increment();
    }

    /** A turn with news ended without a failure. */
    void newsHandled() {
        newsHandled.increment();
    }

    /** The living, parents before children, children in the order of their spawn. */
    List<Cell> living() {
        List<Cell> cells = new ArrayList<>();
        collect(system.user().children(), cells);
        collect(system.spawned().children(), cells);
        return cells;
    }

    private static void collect(Children children, List<Cell> into) {
        for (MessageRef<?> child : children.all()) {
            if (child instanceof LocalRef<?> local) {
                into.add(local.cell());
                Family family = local.cell().life().familyIfAny();
                if (family != null) {
                    collect(family.children(), into);
                }
            }
        }
    }

    /** See {@link MessageRef#business}. */
    String business(Cell cell) {
        return ages.glance(cell.address(), cell.turn().sight(cell), cell.queued());
    }

    SystemSnapshot snapshot(String name, Ledger ledger) {
        long acceptedSum = accepted.sum();
        long handledSum = handled.sum();
        long newsStashed = 0;
        Ages.Look look = ages.look();
        List<ActorSnapshot> actors = new ArrayList<>();
        for (Cell cell : living()) {
            ActorSnapshot actor = cell.snapshot(look);
            actors.add(actor);
            acceptedSum += cell.life().taken() + actor.queued();
            handledSum += actor.handled();
            newsStashed += cell.mailbox().newsAside();
        }
        look.end();
        Map<DropReason, Long> refused = ledger.refused();
        return new SystemSnapshot(
                name, actors, acceptedSum, handledSum, refused, ledger.dropped(), news(newsStashed, ledger));
    }

    private SystemSnapshot.Account news(long stashed, Ledger ledger) {
        long takenSum = newsTaken.sum(); // first, so that what comes meanwhile is at most too much in the queue
        long acceptedSum = newsAccepted.sum();
        long queued = Math.max(0, acceptedSum - takenSum);
        return new SystemSnapshot.Account(acceptedSum, newsHandled.sum(), queued, stashed, ledger.newsDropped());
    }
}
