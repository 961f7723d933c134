package dev.parley.supervisor;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Kind;
import dev.parley.NodeId;
import dev.parley.SpawnOption;
import dev.parley.SupervisorStrategy;
import dev.parley.spi.ActorNames;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a supervisor knows of one child: its name, how it is made and where, when it is started again, and how long it
 * may take to stop. A value: the withers give changed copies.
 *
 * <p>A child stops at its first failure, and the supervisor starts another under the same name and a new incarnation.
 * With {@link #withOptions} it may get a strategy of its own; then it restarts in place, mailbox and address kept, and
 * the supervisor acts only when that has reached its limit.
 *
 * @param <M> the child's protocol
 */
public final class ChildSpec<M> {
    /** How a child is made. */
    private sealed interface Source<M> {
        record Here<M>(Supplier<? extends Actor<M>> factory) implements Source<M> {}

        record There<M, A extends Record>(Kind<M, A> kind, A arguments, Placement placement) implements Source<M> {
            ActorRef<M> spawn(ActorContext<?> ctx, NodeId node) {
                return ctx.spawnOn(node, kind, arguments, SupervisorStrategy.stop());
            }
        }
    }

    private final String name;
    private final Source<M> source;
    private final Lifetime lifetime;
    private final Duration stopLimit;
    private final SpawnOption[] options;

    private ChildSpec(String name, Source<M> source, Lifetime lifetime, Duration stopLimit, SpawnOption... options) {
        this.name = ActorNames.checked(name);
        this.source = source;
        this.lifetime = lifetime;
        this.stopLimit = stopLimit;
        this.options = options;
    }

    /** A permanent child here, with 5 s to stop. */
    public static <M> ChildSpec<M> of(String name, Supplier<? extends Actor<M>> factory) {
        return new ChildSpec<>(
                name, new Source.Here<>(factory), Lifetime.PERMANENT, Duration.ofSeconds(5), SupervisorStrategy.stop());
    }

    /** A permanent child on another node, or on this one where the placement says so. */
    public static <M, A extends Record> ChildSpec<M> of(
            String name, Kind<M, A> kind, A arguments, Placement placement) {
        return new ChildSpec<>(
                name, new Source.There<>(kind, arguments, placement), Lifetime.PERMANENT, Duration.ofSeconds(5));
    }

    /** When it is started again. */
    public ChildSpec<M> withLifetime(Lifetime next) {
        return new ChildSpec<>(name, source, next, stopLimit, options);
    }

    /** How long it may take to stop before the supervisor goes on without it; it ends when it can. */
    public ChildSpec<M> withStopLimit(Duration next) {
        if (next.isNegative()) {
            throw new IllegalArgumentException("a limit must not be negative, as " + next + " is");
        }
        return new ChildSpec<>(name, source, lifetime, next, options);
    }

    /**
     * How it is spawned: a strategy of its own, a mailbox bound, where it runs.
     *
     * @throws IllegalStateException for a child that is made from a {@link Kind}
     */
    public ChildSpec<M> withOptions(SpawnOption... next) {
        if (source instanceof Source.There<M, ?>) {
            throw new IllegalStateException("the child '" + name + "' may live on another node, where these options do"
                    + " not apply: leave them out");
        }
        return new ChildSpec<>(name, source, lifetime, stopLimit, next.clone());
    }

    /** Its name, unique below its supervisor. */
    public String name() {
        return name;
    }

    /** When it is started again. */
    public Lifetime lifetime() {
        return lifetime;
    }

    /** How long it may take to stop. */
    public Duration stopLimit() {
        return stopLimit;
    }

    /** Spawns it as a child of {@code ctx}; empty when none of its nodes is reachable. */
    Optional<ActorRef<M>> spawn(ActorContext<?> ctx, int index) {
        return switch (source) {
            case Source.Here<M>(Supplier<? extends Actor<M>> factory) -> Optional.of(ctx.spawn(name, factory, options));
            case Source.There<M, ?> there ->
                there.placement().choose(ctx.nodes(), index).map(node -> there.spawn(ctx, node));
        };
    }
}
