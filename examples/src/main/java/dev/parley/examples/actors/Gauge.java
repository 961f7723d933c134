package dev.parley.examples.actors;

import dev.parley.ActorAddress;
import dev.parley.ActorSnapshot;
import dev.parley.ActorSystem;
import dev.parley.DeadLetter;
import dev.parley.DropReason;
import dev.parley.SystemEvent;
import dev.parley.SystemSnapshot;
import dev.parley.Terminated;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** Looks at a system from outside. */
public final class Gauge {
    private Gauge() {}

    /** One line about what has happened. */
    public static String line(SystemEvent event) {
        return switch (event) {
            case SystemEvent.Dropped(DeadLetter(Object message, ActorAddress target, DropReason reason)) ->
                target.name() + " lost " + message + ": " + reason;
            case SystemEvent.Failed(ActorAddress actor, Throwable cause) -> actor.name() + " failed: " + cause;
            case SystemEvent.Restarted(ActorAddress actor, long restarts) -> actor.name() + " restarted, " + restarts;
            case SystemEvent.Ended(ActorAddress actor, Terminated.Reason reason) ->
                actor.name() + " ended: " + reason.sentence();
        };
    }

    /** One line about what runs. */
    public static String line(ActorSystem system) {
        SystemSnapshot now = system.snapshot();
        String longest = now.actors().stream()
                .max(Comparator.comparingInt(ActorSnapshot::queued))
                .map(actor -> actor.address().name() + " with " + actor.queued())
                .orElse("nobody");
        return now.actors().size() + " actors, " + now.handled() + " messages handled, refused " + now.refused()
                + ", dropped " + now.dropped() + ", longest queue: " + longest;
    }

    /** Who has been in one turn for longer than that; to be called now and then. */
    public static List<String> slow(ActorSystem system, Duration limit) {
        return system.snapshot().actors().stream()
                .filter(actor -> actor.turnAge().orElse(Duration.ZERO).compareTo(limit) > 0)
                .map(actor -> actor.address().name())
                .toList();
    }

    /** One line about each type of actor. */
    public static List<String> types(ActorSystem system) {
        return system.snapshot().totals().stream()
                .map(type -> type.actors() + " of " + type.type() + ": handled " + type.handled() + ", queued "
                        + type.queued() + ", restarts " + type.restarts())
                .toList();
    }
}
