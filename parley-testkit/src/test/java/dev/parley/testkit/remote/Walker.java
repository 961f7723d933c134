package dev.parley.testkit.remote;

import dev.parley.Actor;
import dev.parley.ActorAddress;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.Failure;
import dev.parley.Request;
import java.time.Duration;
import java.util.List;

/** Asks the next on a path, blocks until it has answered, and answers with what came of it. */
final class Walker implements Actor<Walker.Cmd> {
    static final String ARRIVED = "arrived";

    /** Nobody wants to wait for that. */
    static final Duration LIMIT = Duration.ofMinutes(10);

    sealed interface Cmd {}

    /** Wants the end of the path. */
    record Go(List<ActorRef<Cmd>> path, long napMillis) implements Cmd, Request<Cmd, String> {}

    @Override
    public void onMessage(Cmd message, ActorContext<Cmd> ctx) throws InterruptedException {
        switch (message) {
            case Go go -> {
                if (go.path().isEmpty()) {
                    ctx.sleep(Duration.ofMillis(go.napMillis()));
                }
                ctx.reply(go, along(go.path(), go.napMillis()));
            }
        }
    }

    /** What the first on the path says: that it has arrived, or the names of a cycle. */
    static String along(List<ActorRef<Cmd>> path, long napMillis) {
        if (path.isEmpty()) {
            return ARRIVED;
        }
        try {
            return path.getFirst().ask(new Go(path.subList(1, path.size()), napMillis), LIMIT);
        } catch (AskException e) {
            return e.failure() instanceof Failure.Cycle(List<ActorAddress> cycle)
                    ? names(cycle)
                    : String.valueOf(e.getMessage());
        }
    }

    private static String names(List<ActorAddress> cycle) {
        return String.join(
                " ",
                cycle.stream()
                        .map(address -> address.path().substring(address.path().lastIndexOf('/') + 1))
                        .toList());
    }
}
