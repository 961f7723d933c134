package dev.parley.examples.actors;

import dev.parley.ActorRef;
import dev.parley.ActorSystem;
import dev.parley.Cancellable;
import dev.parley.DeadLetter;
import dev.parley.DropReason;
import dev.parley.SystemEvent;
import java.util.List;
import java.util.concurrent.ConcurrentMap;

/** Brings parcels to a stock that takes only so many at a time. */
public final class Deliveries {
    private Deliveries() {}

    /** Unloads as many parcels as the stock takes now; gives back the rest, for another time. */
    public static List<Stock.Put> unload(ActorRef<Stock.Command> stock, List<Stock.Put> parcels) {
        for (int i = 0; i < parcels.size(); i++) {
            if (!stock.offer(parcels.get(i))) {
                return parcels.subList(i, parcels.size());
            }
        }
        return List.of();
    }

    /** Counts the messages that nobody handles, by reason, until it is cancelled. */
    public static Cancellable countLosses(ActorSystem system, ConcurrentMap<DropReason, Integer> losses) {
        return system.events(event -> {
            if (event instanceof SystemEvent.Dropped(DeadLetter letter)) {
                losses.merge(letter.reason(), 1, Integer::sum);
            }
        });
    }
}
