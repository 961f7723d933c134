package dev.parley.router;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The actor of a {@link Router}. What it tells itself is no {@code M}, which nobody else sees. */
final class Routing<M> implements Actor<Object> {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private record Ended(int place) {}

    private record Replace(int place) {}

    private final Router.Source<M> source;
    private final Choice<M> choice;
    private final List<ActorRef<M>> workers = new ArrayList<>();
    private final List<Integer> live = new ArrayList<>();

    Routing(Router.Source<M> source, Choice<M> choice) {
        this.source = source;
        this.choice = choice;
    }

    @Override
    public void onStart(ActorContext<Object> ctx) {
        switch (source) {
            case Router.Source.Pool<M> pool -> {
                for (int place = 0; place < pool.size(); place++) {
                    workers.add(spawn(pool, place, ctx));
                }
            }
            case Router.Source.Group<M>(List<ActorRef<M>> members) -> workers.addAll(members);
        }
        for (int place = 0; place < workers.size(); place++) {
            enter(place, ctx);
        }
    }

    private static <M> ActorRef<M> spawn(Router.Source.Pool<M> pool, int place, ActorContext<Object> ctx) {
        return ctx.spawn("w" + place, pool.factory(), pool.options());
    }

    private void enter(int place, ActorContext<Object> ctx) {
        ctx.watch(workers.get(place), _ -> new Ended(place));
        live.add(place);
        live.sort(null);
    }

    @Override
    @SuppressWarnings("unchecked") // what is not its own is an M
    public void onMessage(Object message, ActorContext<Object> ctx) {
        switch (message) {
            case Ended(int place) -> ended(place, ctx);
            case Replace(int place) -> {
                if (source instanceof Router.Source.Pool<M> pool) {
                    workers.set(place, spawn(pool, place, ctx));
                    enter(place, ctx);
                }
            }
            default -> ctx.forward(worker((M) message), (M) message);
        }
    }

    /** Where nobody lives, one that has ended says what becomes of the message. */
    private ActorRef<M> worker(M message) {
        return live.isEmpty() ? workers.getFirst() : workers.get(choice.place(message, live));
    }

    private void ended(int place, ActorContext<Object> ctx) {
        ActorRef<M> ended = workers.get(place);
        live.removeIf(other -> workers.get(other).equals(ended)); // a group may have a member several times
        if (source instanceof Router.Source.Pool<M>) {
            ctx.after(PAUSE, new Replace(place));
        }
    }
}
