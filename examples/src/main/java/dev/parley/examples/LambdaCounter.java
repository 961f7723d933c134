package dev.parley.examples;

import dev.parley.Actor;
import dev.parley.Request;

/** A lambda is an actor, and {@code become} is its state. */
public final class LambdaCounter {
    private LambdaCounter() {}

    /** What a counter understands. */
    public sealed interface Command {}

    /** Adds. */
    public record Add(int number) implements Command {}

    /** Asks for the sum. */
    public record Sum() implements Command, Request<Command, Integer> {}

    /** A counter that stands at {@code sum}. */
    public static Actor<Command> from(int sum) {
        return (message, ctx) -> {
            switch (message) {
                case Add(int number) -> ctx.become(from(sum + number));
                case Sum request -> ctx.reply(request, sum);
            }
        };
    }
}
