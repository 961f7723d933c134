package dev.parley.examples.auction;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Request;
import java.time.Duration;

/** One thing for sale: takes higher and higher bids, until its time is over. */
public final class Lot implements Actor<Lot.Command> {
    /** What a lot understands. */
    public sealed interface Command {}

    /** Offers that much; the reply is the highest bid. */
    public record Bid(String bidder, int cents) implements Command, Request<Command, Integer> {}

    private record Hammer() implements Command {}

    private final String name;
    private final Duration time;
    private final ActorRef<Auctions.Command> house;
    private Bid best = new Bid("nobody", 0);

    Lot(String name, Duration time, ActorRef<Auctions.Command> house) {
        this.name = name;
        this.time = time;
        this.house = house;
    }

    @Override
    public void onStart(ActorContext<Command> ctx) {
        ctx.after(time, new Hammer());
    }

    @Override
    public void onMessage(Command message, ActorContext<Command> ctx) {
        switch (message) {
            case Bid(String bidder, int _)
            when bidder.isBlank() -> throw new IllegalArgumentException("a bid needs a bidder");
            case Bid bid when bid.cents() <= best.cents() -> ctx.reject(bid, "bid more than " + best.cents());
            case Bid bid -> {
                best = bid;
                ctx.reply(bid, bid.cents());
            }
            case Hammer _ -> {
                house.tell(new Auctions.Sold(name, best.bidder(), best.cents()));
                ctx.stop();
            }
        }
    }
}
