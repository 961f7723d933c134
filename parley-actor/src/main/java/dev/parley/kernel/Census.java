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
 * Counts the cells that live, by a walk over the tree, and keeps what those that ended had handled.
 *
 * <p>Threading: any thread.
 */
final class Census {
    private final LocalSystem system;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder handled = new LongAdder();
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

    SystemSnapshot snapshot(String name, Ledger ledger) {
        long acceptedSum = accepted.sum();
        long handledSum = handled.sum();
        Ages.Look look = ages.look();
        List<ActorSnapshot> actors = new ArrayList<>();
        for (Cell cell : living()) {
            ActorSnapshot actor = cell.snapshot(look);
            actors.add(actor);
            acceptedSum += cell.life().taken() + actor.queued();
            handledSum += actor.handled();
        }
        look.end();
        Map<DropReason, Long> refused = ledger.refused();
        return new SystemSnapshot(name, actors, acceptedSum, handledSum, refused, ledger.dropped());
    }
}
