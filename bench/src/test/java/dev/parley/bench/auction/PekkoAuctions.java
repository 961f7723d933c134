package dev.parley.bench.auction;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.pattern.StatusReply;

/** An auction house with one actor for each lot. */
final class PekkoAuctions extends AbstractBehavior<PekkoAuctions.Command> {
    sealed interface Command {}

    record Open(String lot, Duration time, ActorRef<StatusReply<ActorRef<PekkoLot.Command>>> replyTo)
            implements Command {}

    record Sales(ActorRef<List<String>> replyTo) implements Command {}

    record Sold(String lot, String bidder, int cents) implements Command {}

    private final List<String> sales = new ArrayList<>();

    static Behavior<Command> create() {
        return Behaviors.setup(PekkoAuctions::new);
    }

    private PekkoAuctions(ActorContext<Command> ctx) {
        super(ctx);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Open.class, this::open)
                .onMessage(Sales.class, this::sales)
                .onMessage(Sold.class, this::sold)
                .onSignal(ChildFailed.class, this::failed)
                .onSignal(Terminated.class, _ -> this)
                .build();
    }

    private Behavior<Command> open(Open open) {
        if (getContext().getChild(open.lot()).isPresent()) {
            open.replyTo().tell(StatusReply.error(open.lot() + " is open already"));
            return this;
        }
        ActorRef<PekkoLot.Command> lot = getContext()
                .spawn(PekkoLot.create(open.lot(), open.time(), getContext().getSelf()), open.lot());
        getContext().watch(lot);
        open.replyTo().tell(StatusReply.success(lot));
        return this;
    }

    private Behavior<Command> sales(Sales request) {
        request.replyTo().tell(List.copyOf(sales));
        return this;
    }

    private Behavior<Command> sold(Sold sold) {
        sales.add(sold.lot() + ": " + sold.bidder() + ", " + sold.cents());
        return this;
    }

    private Behavior<Command> failed(ChildFailed end) {
        sales.add(end.getRef().path().name() + ": withdrawn, " + end.getCause());
        return this;
    }
}
