package dev.parley.examples;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Done;
import dev.parley.Failure;
import dev.parley.ReplyTo;
import dev.parley.Request;
import dev.parley.Result;

/** Places an order in two steps, reserve and charge; a charge that fails gives the reservation back. */
public final class OrderSaga implements Actor<OrderSaga.Command> {
    /** What the saga understands. */
    public sealed interface Command {}

    /** Orders an item. */
    public record Place(String item, int cents) implements Command, Request<Command, Receipt> {}

    /** The proof of an order. */
    public record Receipt(String payment) {}

    private record Reserved(ReplyTo<Receipt> asker, int cents, Result<Ticket> ticket) implements Command {}

    private record Charged(ReplyTo<Receipt> asker, Ticket ticket, Result<String> payment) implements Command {}

    private record Released(Result<Done> result) implements Command {}

    /** What the stock understands. */
    public sealed interface Stock {}

    /** Reserves an item. */
    public record Reserve(String item) implements Stock, Request<Stock, Ticket> {}

    /** Gives a reservation back. */
    public record Release(Ticket ticket) implements Stock, Request<Stock, Done> {}

    /** A reservation. */
    public record Ticket(long number) {}

    /** What the bank understands. */
    public sealed interface Bank {}

    /** Takes money; the reply names the payment. */
    public record Charge(int cents) implements Bank, Request<Bank, String> {}

    private final ActorRef<Stock> stock;
    private final ActorRef<Bank> bank;

    /** A saga over these two services. */
    public OrderSaga(ActorRef<Stock> stock, ActorRef<Bank> bank) {
        this.stock = stock;
        this.bank = bank;
    }

    @Override
    public void onMessage(Command message, ActorContext<Command> ctx) {
        switch (message) {
            case Place place -> {
                ReplyTo<Receipt> asker = ctx.replyTo(place);
                ctx.ask(stock, new Reserve(place.item()), ticket -> new Reserved(asker, place.cents(), ticket));
            }
            case Reserved(var asker, int cents, Result.Ok(Ticket ticket)) ->
                ctx.ask(bank, new Charge(cents), payment -> new Charged(asker, ticket, payment));
            case Reserved(var asker, var _, Result.Err(Failure.Rejected(String why))) -> asker.reject(why);
            case Reserved(var asker, var _, Result.Err(Failure failure)) ->
                asker.reject("stock: " + failure.sentence());
            case Charged(var asker, var _, Result.Ok(String payment)) -> asker.reply(new Receipt(payment));
            case Charged(var asker, Ticket ticket, Result.Err(Failure failure)) -> {
                ctx.ask(stock, new Release(ticket), Released::new);
                asker.reject("bank: " + failure.sentence());
            }
            case Released _ -> {}
        }
    }
}
