package dev.parley.examples.auction;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Request;
import dev.parley.SupervisorStrategy;
import dev.parley.Terminated;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An auction house with one actor for each lot. */
public final class Auctions implements Actor<Auctions.Command> {
    /** What an auction house understands. */
    public sealed interface Command {}

    /** Opens a lot for that long; the reply is where to bid. */
    public record Open(String lot, Duration time) implements Command, Request<Command, ActorRef<Lot.Command>> {}

    /** What became of the lots so far? */
    public record Sales() implements Command, Request<Command, List<String>> {}

    record Sold(String lot, String bidder, int cents) implements Command {}

    private record Ended(Terminated end) implements Command {}

    private final List<String> sales = new ArrayList<>();

    @Override
    public void onMessage(Command message, ActorContext<Command> ctx) {
        switch (message) {
            case Open open when ctx.child(open.lot()).isPresent() -> ctx.reject(open, open.lot() + " is open already");
            case Open open -> ctx.reply(open, open(open, ctx));
            case Sales request -> ctx.reply(request, List.copyOf(sales));
            case Sold(String lot, String bidder, int cents) -> sales.add(lot + ": " + bidder + ", " + cents);
            case Ended(Terminated(ActorRef<?> lot, Terminated.Crashed(String error))) ->
                sales.add(lot.address().name() + ": withdrawn, " + error);
            case Ended _ -> {}
        }
    }

    private static ActorRef<Lot.Command> open(Open open, ActorContext<Command> ctx) {
        ActorRef<Command> house = ctx.self();
        ActorRef<Lot.Command> lot =
                ctx.spawn(open.lot(), () -> new Lot(open.lot(), open.time(), house), SupervisorStrategy.stop());
        ctx.watch(lot, Ended::new);
        return lot;
    }
}
