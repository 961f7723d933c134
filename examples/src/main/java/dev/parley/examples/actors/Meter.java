package dev.parley.examples.actors;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.Request;

/** Adds up what is measured, and cannot stand a number below zero. */
public final class Meter implements Actor<Meter.Command> {
    /** What a meter understands. */
    public sealed interface Command {}

    /** A value. */
    public record Measure(int value) implements Command {}

    /** The sum so far. */
    public record Sum() implements Command, Request<Command, Integer> {}

    private int sum;

    @Override
    public void onMessage(Command message, ActorContext<Command> ctx) {
        switch (message) {
            case Measure(int value) when value < 0 -> throw new IllegalArgumentException("below zero: " + value);
            case Measure(int value) -> sum += value;
            case Sum request -> ctx.reply(request, sum);
        }
    }
}
