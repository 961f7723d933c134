package dev.parley.kernel;

import dev.parley.ActorSnapshot;
import dev.parley.DropReason;
import dev.parley.SystemSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The cells that live, and what those that ended had handled.
 *
 * <p>Threading: any thread.
 */
final class Census {
    private final Set<Cell> living = ConcurrentHashMap.newKeySet();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder handled = new LongAdder();

    void born(Cell cell) {
        living.add(cell);
    }

    void ended(Cell cell) {
        accepted.add(cell.mailbox().polled());
        handled.add(cell.life().handled());
        living.remove(cell);
    }

    /** News that nobody misses: it entered a mailbox and its actor ended first. */
    void takenBack() {
        handled.increment();
    }

    /** The living, in the order of their spawn. */
    List<Cell> living() {
        List<Cell> cells = new ArrayList<>(living);
        cells.sort(Comparator.comparing(Cell::incarnation, Long::compareUnsigned));
        return cells;
    }

    SystemSnapshot snapshot(String name, Ledger ledger) {
        long acceptedSum = accepted.sum();
        long handledSum = handled.sum();
        List<ActorSnapshot> actors = new ArrayList<>();
        for (Cell cell : living()) {
            ActorSnapshot actor = cell.snapshot();
            actors.add(actor);
            acceptedSum += cell.mailbox().polled() + actor.queued();
            handledSum += actor.handled();
        }
        Map<DropReason, Long> refused = ledger.refused();
        return new SystemSnapshot(name, actors, acceptedSum, handledSum, refused, ledger.dropped());
    }
}
