package dev.parley.bench.auction;

import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.pattern.StatusReply;

/** One thing for sale: takes higher and higher bids, until its time is over. */
final class PekkoLot extends AbstractBehavior<PekkoLot.Command> {
    sealed interface Command {}

    record Bid(String bidder, int cents, ActorRef<StatusReply<Integer>> replyTo) implements Command {}

    private record Hammer() implements Command {}

    private final String name;
    private final ActorRef<PekkoAuctions.Command> house;
    private String bidder = "nobody";
    private int cents;

    static Behavior<Command> create(String name, Duration time, ActorRef<PekkoAuctions.Command> house) {
        return Behaviors.withTimers(timers -> {
            timers.startSingleTimer(new Hammer(), time);
            return Behaviors.setup(ctx -> new PekkoLot(ctx, name, house));
        });
    }

    private PekkoLot(ActorContext<Command> ctx, String name, ActorRef<PekkoAuctions.Command> house) {
        super(ctx);
        this.name = name;
        this.house = house;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Bid.class, this::bid)
                .onMessage(Hammer.class, _ -> hammer())
                .build();
    }

    private Behavior<Command> bid(Bid bid) {
        if (bid.bidder().isBlank()) {
            throw new IllegalArgumentException("a bid needs a bidder");
        }
        if (bid.cents() <= cents) {
            bid.replyTo().tell(StatusReply.error("bid more than " + cents));
        } else {
            bidder = bid.bidder();
            cents = bid.cents();
            bid.replyTo().tell(StatusReply.success(cents));
        }
        return this;
    }

    private Behavior<Command> hammer() {
        house.tell(new PekkoAuctions.Sold(name, bidder, cents));
        return Behaviors.stopped();
    }
}
