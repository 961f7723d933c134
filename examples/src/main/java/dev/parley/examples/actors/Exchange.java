package dev.parley.examples.actors;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Request;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Keeps a rate that is fetched by a client with threads of its own. */
public final class Exchange implements Actor<Exchange.Command> {
    /** What an exchange understands. */
    public sealed interface Command {}

    /** Fetches the rate anew. */
    public record Refresh() implements Command {}

    /** The rate as it was fetched last. */
    public record Rate() implements Command, Request<Command, Integer> {}

    private record Fetched(int rate) implements Command {}

    private record NotFetched(Throwable failed) implements Command {}

    private final Supplier<CompletionStage<Integer>> client;
    private int rate;

    /** An exchange that asks that client. */
    public Exchange(Supplier<CompletionStage<Integer>> client) {
        this.client = client;
    }

    @Override
    public void onMessage(Command message, ActorContext<Command> ctx) {
        switch (message) {
            case Refresh _ -> {
                ActorRef<Command> self = ctx.self();
                client.get() // what follows runs on the client's thread, where ctx is of no use
                        .whenComplete((fetched, failed) ->
                                self.tell(failed == null ? new Fetched(fetched) : new NotFetched(failed)));
            }
            case Fetched(int fetched) -> rate = fetched;
            case NotFetched(Throwable failed) -> ctx.log().log(System.Logger.Level.WARNING, "no new rate", failed);
            case Rate request -> ctx.reply(request, rate);
        }
    }
}
