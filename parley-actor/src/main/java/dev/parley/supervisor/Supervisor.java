package dev.parley.supervisor;

import dev.parley.Actor;
import dev.parley.ActorRef;
import dev.parley.Done;
import dev.parley.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A supervisor to be spawned: its children, and who is started again with whom. A value, and the factory of its actor:
 *
 * <pre>{@code
 * ChildSpec<Db.Cmd> db = ChildSpec.of("db", Db::new);
 * ActorRef<Supervisor.Command> shop = system.spawn("shop",
 *         Supervisor.restForOne().child(db).child(ChildSpec.of("web", Web::new)));
 * ActorRef<Db.Cmd> ref = shop.ask(new Supervisor.Find<>(db));
 * }</pre>
 *
 * <p>Children start one after the other: each when the one before has started. They stop in the reverse order, each
 * within its own limit, also when the supervisor itself stops or restarts. A child that ended is started again as its
 * {@link Lifetime} says, under the same name, with a new incarnation: ask again for its ref.
 *
 * <p>Limits: by default 3 restarts within 5 s, as in OTP; one more, and the supervisor itself fails, so that its own
 * parent decides; where that resumes it, the child comes back a second later. A child whose nodes are all unreachable
 * is tried again each second, which counts as no restart. Meanwhile those after it wait; of {@link #oneForOne} only
 * those that were given in advance and never started. Who asks for a child while too many wait is rejected.
 */
public final class Supervisor implements Supplier<Actor<Supervisor.Command>> {
    /** Who is started again with a child that ended. */
    enum Strategy {
        ONE_FOR_ONE,
        ONE_FOR_ALL,
        REST_FOR_ONE
    }

    /** What a supervisor can be asked. */
    public sealed interface Command permits Find, Start, Remove, Children, Supervising.Own {}

    /**
     * The present ref of a child; while it is being started the answer waits for it.
     *
     * @param child its specification, as it was given
     */
    public record Find<M>(ChildSpec<M> child) implements Command, Request<Command, ActorRef<M>> {}

    /**
     * Adds a child, the last in order, and starts it; one that is being removed starts again when it has ended.
     *
     * @param child its specification; rejected when it has the name of another
     */
    public record Start<M>(ChildSpec<M> child) implements Command, Request<Command, ActorRef<M>> {}

    /**
     * Stops a child and forgets it; answered when it has ended. Who waits for its start is rejected.
     *
     * @param name which; rejected when there is none
     */
    public record Remove(String name) implements Command, Request<Command, Done> {}

    /** The children in order, and how they are. */
    public record Children() implements Command, Request<Command, List<ChildState>> {}

    /**
     * One child.
     *
     * @param name its name
     * @param running whether it has started and not ended
     * @param restarts how often this supervisor started it again
     */
    public record ChildState(String name, boolean running, long restarts) {}

    private final Strategy strategy;
    private final int limit;
    private final Duration window;
    private final List<ChildSpec<?>> children;

    private Supervisor(Strategy strategy, int limit, Duration window, List<ChildSpec<?>> children) {
        this.strategy = strategy;
        this.limit = limit;
        this.window = window;
        this.children = children;
    }

    /** Only the child that ended is started again. */
    public static Supervisor oneForOne() {
        return of(Strategy.ONE_FOR_ONE);
    }

    /** All children are: those that live are stopped first. */
    public static Supervisor oneForAll() {
        return of(Strategy.ONE_FOR_ALL);
    }

    /** The child that ended and all after it are. */
    public static Supervisor restForOne() {
        return of(Strategy.REST_FOR_ONE);
    }

    private static Supervisor of(Strategy strategy) {
        return new Supervisor(strategy, 3, Duration.ofSeconds(5), List.of());
    }

    /**
     * At most that many restarts, of whichever children, within {@code window}. Where that is more than 16, one may
     * count for a 16th of the window longer.
     */
    public Supervisor limit(int restarts, Duration window) {
        if (restarts < 0 || window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException(
                    "a limit takes 0 restarts or more within a positive time, not " + restarts + " within " + window);
        }
        return new Supervisor(strategy, restarts, window, children);
    }

    /** With one more child, the last in order. */
    public Supervisor child(ChildSpec<?> child) {
        if (names().contains(child.name())) {
            throw new IllegalArgumentException("two children of one supervisor are named '" + child.name() + "'");
        }
        List<ChildSpec<?>> more = new ArrayList<>(children);
        more.add(child);
        return new Supervisor(strategy, limit, window, List.copyOf(more));
    }

    private Set<String> names() {
        return children.stream().map(ChildSpec::name).collect(Collectors.toSet());
    }

    @Override
    public Actor<Command> get() {
        return new Supervising(this);
    }

    Strategy strategy() {
        return strategy;
    }

    int limit() {
        return limit;
    }

    Duration window() {
        return window;
    }

    List<ChildSpec<?>> children() {
        return children;
    }
}
