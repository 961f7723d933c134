package dev.parley.cluster;

import dev.parley.Actor;
import dev.parley.ActorContext;

/**
 * A hosted actor that looks at its fence before each message, and stops at a closed one without handling it. What it
 * would have said might contradict the host of the next epoch.
 *
 * <p>Limits: an actor that changes its behavior with {@code become} is stopped by its driver, but handles messages
 * until then.
 */
final class Fenced<M> implements Actor<M> {
    private final Actor<M> actor;
    private final Fence fence;
    private boolean hasStarted;

    Fenced(Actor<M> actor, Fence fence) {
        this.actor = actor;
        this.fence = fence;
    }

    @Override
    public void onStart(ActorContext<M> ctx) throws Exception {
        if (fence.isOpen()) {
            hasStarted = true;
            actor.onStart(ctx);
        } else {
            ctx.stop();
        }
    }

    @Override
    public void onMessage(M message, ActorContext<M> ctx) throws Exception {
        if (fence.isOpen()) {
            actor.onMessage(message, ctx);
        } else {
            ctx.stop();
        }
    }

    @Override
    public void onStop(ActorContext<M> ctx) throws Exception {
        if (hasStarted) {
            actor.onStop(ctx);
        }
    }
}
