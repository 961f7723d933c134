package dev.parley.cli.simulate.blocking;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.Failure;
import dev.parley.Request;
import java.time.Duration;
import java.util.List;

/** Asks the next on a way and waits for it, also when the way leads back. */
final class Neighbour implements Actor<Neighbour.Cmd> {
    /** Longer than a run: what waits in a circle must be told so. */
    private static final Duration LIMIT = Duration.ofMinutes(30);

    /** What it handles. */
    sealed interface Cmd {}

    /** Wants to know how the way ends. */
    record Round(List<ActorRef<Cmd>> way) implements Cmd, Request<Cmd, Ending> {}

    /** How a way ended. */
    enum Ending {
        /** Somebody on it would have waited for itself. */
        CYCLE,
        /** It ended at its last. */
        ARRIVED,
        /** Something else became of a request. */
        FAILED
    }

    @Override
    public void onMessage(Cmd message, ActorContext<Cmd> ctx) {
        switch (message) {
            case Round round -> ctx.reply(round, walk(round.way()));
        }
    }

    private static Ending walk(List<ActorRef<Cmd>> way) {
        if (way.isEmpty()) {
            return Ending.ARRIVED;
        }
        try {
            return way.getFirst().ask(new Round(way.subList(1, way.size())), LIMIT);
        } catch (AskException e) {
            return e.failure() instanceof Failure.Cycle ? Ending.CYCLE : Ending.FAILED;
        }
    }
}
