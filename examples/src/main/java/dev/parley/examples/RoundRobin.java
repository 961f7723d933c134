package dev.parley.examples;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import java.util.List;

/**
 * Hands messages and requests of any protocol to its routees in turn; who asked is answered by the routee.
 *
 * @param <M> the protocol of the routees
 */
public final class RoundRobin<M> implements Actor<M> {
    private final List<ActorRef<M>> routees;
    private int next;

    /** A router over at least one routee. */
    public RoundRobin(List<ActorRef<M>> routees) {
        this.routees = List.copyOf(routees);
    }

    @Override
    public void onMessage(M message, ActorContext<M> ctx) {
        ctx.forward(routees.get(next++ % routees.size()), message);
    }
}
