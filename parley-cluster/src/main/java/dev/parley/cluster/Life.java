package dev.parley.cluster;

import dev.parley.Actor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What makes the actor of one epoch. {@link Hosting#life} is called for it when the actor is made for the first time,
 * in the actor's turn: so what that throws is a failure of the actor, and what it waits for does not keep the driver
 * from its beats.
 *
 * <p>Threading: the turns of the hosted actor.
 */
final class Life<M> implements Supplier<Actor<M>> {
    private final Hosting<M> hosting;
    private final long epoch;
    private @Nullable Supplier<? extends Actor<M>> begun;

    Life(Hosting<M> hosting, long epoch) {
        this.hosting = hosting;
        this.epoch = epoch;
    }

    @Override
    public Actor<M> get() {
        Supplier<? extends Actor<M>> life = begun;
        if (life == null) {
            life = hosting.life().apply(epoch);
            begun = life;
        }
        return life.get();
    }
}
