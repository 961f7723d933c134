package dev.parley.examples.actors;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A shopping basket that reminds its customer, and is thrown away when nobody touches it. */
public final class Basket implements Actor<Basket.Command> {
    /** What a basket understands. */
    public sealed interface Command {}

    /** Puts an item in. */
    public record Add(String item) implements Command {}

    /** Pays for all of it. */
    public record Pay() implements Command {}

    private record Remind() implements Command {}

    private record Abandon() implements Command {}

    private record AskForReview() implements Command {}

    private final ActorRef<String> customer;
    private final List<String> items = new ArrayList<>();
    private Cancellable reminders = () -> {};

    /** A basket of that customer. */
    public Basket(ActorRef<String> customer) {
        this.customer = customer;
    }

    @Override
    public void onStart(ActorContext<Command> ctx) {
        reminders = ctx.every(Duration.ofMinutes(10), new Remind());
        ctx.receiveTimeout(Duration.ofHours(1), new Abandon());
    }

    @Override
    public void onMessage(Command message, ActorContext<Command> ctx) {
        switch (message) {
            case Add(String item) -> items.add(item);
            case Remind _ -> customer.tell(items.size() + " items wait for you");
            case Pay _ -> {
                reminders.cancel();
                ctx.receiveTimeout(Duration.ZERO, new Abandon()); // zero ends it
                ctx.after(Duration.ofMinutes(30), new AskForReview());
            }
            case AskForReview _ -> {
                customer.tell("did you like " + items + "?");
                ctx.stop();
            }
            case Abandon _ -> {
                customer.tell("your basket is gone");
                ctx.stop();
            }
        }
    }
}
