package dev.parley.remote.link;

import dev.parley.ActorAddress;
import dev.parley.DropReason;
import dev.parley.Terminated;
import dev.parley.spi.MessageRef;
import dev.parley.spi.ReplySlot;
import dev.parley.spi.SystemAccess;
import dev.parley.spi.Watcher;
import org.jspecify.annotations.Nullable;

/**
 * The ref of whoever is exported on this node under a name, looked up at each message; or of an actor of this node that
 * has ended.
 *
 * @param <M> the protocol
 */
final class HomeRef<M> extends MessageRef<M> {
    private final LinkedNode node;
    private final ActorAddress address;

    HomeRef(LinkedNode node, ActorAddress address) {
        this.node = node;
        this.address = address;
    }

    private @Nullable MessageRef<?> found() {
        return node.exposures()
                .find(address.path(), address.incarnation())
                .map(Exposures.Exposed::ref)
                .orElse(null);
    }

    @Override
    public @Nullable DropReason deliver(Object message, @Nullable ReplySlot slot) {
        MessageRef<?> target = found();
        return target == null ? DropReason.NO_SUCH_ACTOR : target.deliver(message, slot);
    }

    @Override
    public void watch(Watcher watcher) {
        MessageRef<?> target = found();
        if (target == null) {
            watcher.terminated(this, new Terminated.Stopped());
        } else {
            target.watch(watcher);
        }
    }

    @Override
    public void unwatch(Watcher watcher) {
        MessageRef<?> target = found();
        if (target != null) {
            target.unwatch(watcher);
        }
    }

    @Override
    public void stop() {
        MessageRef<?> target = found();
        if (target != null) {
            target.stop();
        }
    }

    @Override
    protected SystemAccess system() {
        return node.system();
    }

    @Override
    public ActorAddress address() {
        return address;
    }
}
