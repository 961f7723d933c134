package dev.parley.examples.actors;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Failure;
import dev.parley.ReplyTo;
import dev.parley.Request;
import dev.parley.Result;
import java.util.function.ToIntFunction;

/** Sells what a stock has. Every way to answer a request is used once. */
public final class Shop implements Actor<Shop.Command> {
    /** What a shop understands. */
    public sealed interface Command {}

    /** Buys one piece, and waits in the turn for the stock. */
    public record BuyNow(String item) implements Command, Request<Command, String> {}

    /** Buys one piece, while the shop goes on serving others. */
    public record Buy(String item) implements Command, Request<Command, String> {}

    private record Taken(String item, ReplyTo<String> customer, Result<Integer> left) implements Command {}

    /** How many pieces are left? */
    public record Left(String item) implements Command, Request<Command, Integer> {}

    /** What does it cost? Takes a while to find out. */
    public record Price(String item) implements Command, Request<Command, Integer> {}

    private final ActorRef<Stock.Command> stock;
    private final ToIntFunction<String> prices;

    /** A shop over a stock and a list of prices that is slow to read. */
    public Shop(ActorRef<Stock.Command> stock, ToIntFunction<String> prices) {
        this.stock = stock;
        this.prices = prices;
    }

    @Override
    public void onMessage(Command message, ActorContext<Command> ctx) {
        switch (message) {
            case BuyNow buy -> {
                int left = stock.ask(new Stock.Take(buy.item(), 1)); // waits; nobody but this shop does
                ctx.reply(buy, buy.item() + ", " + left + " left");
            }
            case Buy buy -> {
                ReplyTo<String> customer = ctx.replyTo(buy); // the right to answer later
                ctx.ask(stock, new Stock.Take(buy.item(), 1), left -> new Taken(buy.item(), customer, left));
            }
            case Taken(String item, var customer, Result.Ok(Integer left)) ->
                customer.reply(item + ", " + left + " left");
            case Taken(var _, var customer, Result.Err(Failure failure)) -> customer.reject(failure.sentence());
            case Left left -> ctx.forward(stock, new Stock.Count(left.item())); // the stock answers the asker
            case Price price -> ctx.pipe(price, () -> prices.applyAsInt(price.item())); // on a thread of its own
        }
    }
}
