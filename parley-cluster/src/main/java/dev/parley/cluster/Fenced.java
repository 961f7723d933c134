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
record Fenced<M>(Actor<M> actor, Fence fence) implements Actor<M> {
    @Override
    public void onStart(ActorContext<M> ctx) throws Exception {
        if (fence.isOpen()) {
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
        actor.onStop(ctx);
    }
}
