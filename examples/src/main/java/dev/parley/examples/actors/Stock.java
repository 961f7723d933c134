package dev.parley.examples.actors;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.Request;
import java.util.HashMap;
import java.util.Map;

/** Knows how many pieces of each item there are. */
public final class Stock implements Actor<Stock.Command> {
    /** What a stock understands. */
    public sealed interface Command {
        /** Each command is about one item. */
        String item();
    }

    /** Pieces have come. */
    public record Put(String item, int pieces) implements Command {}

    /** Takes pieces away; the reply says how many are left. */
    public record Take(String item, int pieces) implements Command, Request<Command, Integer> {}

    /** How many are there? */
    public record Count(String item) implements Command, Request<Command, Integer> {}

    private final Map<String, Integer> pieces = new HashMap<>();

    @Override
    public void onMessage(Command message, ActorContext<Command> ctx) {
        switch (message) {
            case Put(String item, int come) -> pieces.merge(item, come, Integer::sum);
            case Take take -> take(take, ctx);
            case Count count -> ctx.reply(count, held(count.item()));
        }
    }

    private void take(Take take, ActorContext<Command> ctx) {
        int left = held(take.item()) - take.pieces();
        if (left < 0) {
            ctx.reject(take, "only " + held(take.item()) + " of " + take.item() + " left");
        } else {
            pieces.put(take.item(), left);
            ctx.reply(take, left);
        }
    }

    private int held(String item) {
        return pieces.getOrDefault(item, 0);
    }
}
