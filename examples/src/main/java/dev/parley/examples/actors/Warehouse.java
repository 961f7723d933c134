package dev.parley.examples.actors;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One stock for each city, made when it is first needed. */
public final class Warehouse implements Actor<Warehouse.Command> {
    /** What a warehouse understands. */
    public sealed interface Command {}

    /** Brings a parcel to a city. */
    public record Deliver(String city, Stock.Put parcel) implements Command {}

    /** Closes the stock of a city. */
    public record Close(String city) implements Command {}

    private record Closed(String city) implements Command {}

    /** Which cities have a stock? */
    public record Cities() implements Command, Request<Command, List<String>> {}

    private final Map<String, ActorRef<Stock.Command>> stocks = new HashMap<>();

    @Override
    public void onMessage(Command message, ActorContext<Command> ctx) {
        switch (message) {
            case Deliver(String city, Stock.Put parcel) ->
                stocks.computeIfAbsent(city, _ -> open(city, ctx)).tell(parcel);
            case Close(String city) -> ctx.child(city).ifPresent(ctx::stop);
            case Closed(String city) -> stocks.remove(city); // its name is free from now on
            case Cities cities ->
                ctx.reply(
                        cities,
                        ctx.children().stream()
                                .map(child -> child.address().name())
                                .toList());
        }
    }

    private static ActorRef<Stock.Command> open(String city, ActorContext<Command> ctx) {
        ActorRef<Stock.Command> stock = ctx.spawn(city, Stock::new);
        ctx.watch(stock, _ -> new Closed(city));
        return stock;
    }
}
