package dev.parley.router;

import dev.parley.Actor;
import dev.parley.ActorRef;
import dev.parley.SpawnOption;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A router to be spawned: a value, and the factory of its actor.
 *
 * <pre>{@code
 * ActorRef<Resize> pool = system.spawn("resizers", Router.pool(8, Resizer::new));
 * ActorRef<Order> shards = system.spawn("orders", Router.<Order>pool(16, Orders::new).byKey(Order::customer));
 * }</pre>
 *
 * <p>Messages go to one worker after the other, or by key: those of one key to the same worker, in order. Between one
 * sender and one worker the order is kept either way.
 *
 * <p>Failure: a pool's worker restarts by its own strategy; one that has ended for good is replaced a second later,
 * and what was in its mailbox are dead letters. A group's member that has ended gets nothing any more. The messages and
 * keys of one that is missing go to the others; where nobody is left, messages are dead letters and requests end as
 * refused or {@code TargetDown}. A key function that throws is a failure of the router: by default it restarts, and its
 * pool ends and begins anew; with {@code SupervisorStrategy.resume()} that message alone is lost.
 *
 * @param <M> the protocol of the workers, and so of the router
 */
public final class Router<M> implements Supplier<Actor<M>> {
    private final Source<M> source;
    private final Supplier<Choice<M>> choice;

    /** Where the workers come from. */
    sealed interface Source<M> {
        @SuppressWarnings("ArrayRecordComponent") // a copy of its own that nobody writes to
        record Pool<M>(int size, Supplier<? extends Actor<M>> factory, SpawnOption... options) implements Source<M> {}

        record Group<M>(List<ActorRef<M>> members) implements Source<M> {}
    }

    private Router(Source<M> source, Supplier<Choice<M>> choice) {
        this.source = source;
        this.choice = choice;
    }

    /** Children of the router, {@code w0}, {@code w1} and so on; {@code options} are theirs. */
    public static <M> Router<M> pool(int size, Supplier<? extends Actor<M>> factory, SpawnOption... options) {
        if (size < 1) {
            throw new IllegalArgumentException("a pool has 1 worker at least, not " + size);
        }
        return new Router<>(new Source.Pool<>(size, factory, options.clone()), Choice.RoundRobin::new);
    }

    /** Actors that live elsewhere in the tree, or on other nodes. One that is there twice gets twice as much. */
    public static <M> Router<M> group(List<ActorRef<M>> members) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a group has 1 member at least");
        }
        return new Router<>(new Source.Group<>(List.copyOf(members)), Choice.RoundRobin::new);
    }

    /** The messages of one key go to one worker. {@code key} never gives null; its {@code hashCode} counts. */
    public Router<M> byKey(Function<? super M, ?> key) {
        return new Router<>(source, () -> new Choice.ByKey<>(key));
    }

    @Override
    @SuppressWarnings("unchecked") // it is told Ms only; what it tells itself never leaves it
    public Actor<M> get() {
        return (Actor<M>) (Actor<?>) new Routing<>(source, choice.get());
    }
}
