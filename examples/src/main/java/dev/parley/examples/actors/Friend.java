package dev.parley.examples.actors;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.Failure;
import dev.parley.Request;
import java.util.List;

/** Asks its friends in a chain, which may come back to it. */
public final class Friend implements Actor<Friend.Chain> {
    /** Asks these, one through the other. */
    public record Chain(List<ActorRef<Chain>> friends) implements Request<Chain, String> {}

    @Override
    public void onMessage(Chain chain, ActorContext<Chain> ctx) {
        if (chain.friends().isEmpty()) {
            ctx.reply(chain, "nobody is left to ask");
            return;
        }
        ActorRef<Chain> next = chain.friends().getFirst();
        try {
            List<ActorRef<Chain>> rest =
                    chain.friends().subList(1, chain.friends().size());
            ctx.reply(chain, next.ask(new Chain(rest)));
        } catch (AskException e) {
            if (!(e.failure() instanceof Failure.Cycle cycle)) {
                throw e;
            }
            ctx.reply(chain, cycle.sentence());
        }
    }
}
