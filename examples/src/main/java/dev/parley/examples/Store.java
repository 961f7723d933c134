package dev.parley.examples;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.Request;
import dev.parley.Result;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** A state machine: connecting (requests wait in the stash), open, and closed again when nobody speaks. */
public final class Store implements Actor<Store.Command> {
    /** All it understands. */
    public sealed interface Command {}

    /** What clients may say. */
    public sealed interface Api extends Command {}

    /** Reads; the empty text when there is nothing. */
    public record Get(String key) implements Api, Request<Api, String> {}

    /** Writes; the reply says whether the key is new. */
    public record Put(String key, String value) implements Api, Request<Api, Boolean> {}

    private record Connected(Result<Map<String, String>> session) implements Command {}

    private record Idle() implements Command {}

    private final Callable<Map<String, String>> connect;
    private final Duration idle;

    /** A store that reaches its data by {@code connect} and lets go of it after {@code idle}. */
    public Store(Callable<Map<String, String>> connect, Duration idle) {
        this.connect = connect;
        this.idle = idle;
    }

    @Override
    public void onMessage(Command message, ActorContext<Command> ctx) {
        switch (message) {
            case Api _ -> {
                ctx.stash();
                ctx.pipe(connect, Connected::new);
                ctx.become(this::connecting);
            }
            case Connected _, Idle _ -> {}
        }
    }

    private void connecting(Command message, ActorContext<Command> ctx) {
        switch (message) {
            case Api _ -> ctx.stash();
            case Connected(var session) -> {
                Map<String, String> entries = new HashMap<>(session.orThrow());
                ctx.become((next, own) -> open(entries, next, own));
                ctx.receiveTimeout(idle, new Idle());
                ctx.unstashAll();
            }
            case Idle _ -> {}
        }
    }

    private void open(Map<String, String> entries, Command message, ActorContext<Command> ctx) {
        switch (message) {
            case Get get -> ctx.reply(get, entries.getOrDefault(get.key(), ""));
            case Put put -> ctx.reply(put, entries.put(put.key(), put.value()) == null);
            case Idle _ -> {
                ctx.receiveTimeout(Duration.ZERO, new Idle());
                ctx.become(this);
            }
            case Connected _ -> {}
        }
    }
}
