package dev.parley.remote.link;

import dev.parley.ActorAddress;
import dev.parley.DropReason;
import dev.parley.remote.PeerSnapshot;
import dev.parley.remote.translation.Addresses;
import dev.parley.spi.MessageRef;
import dev.parley.spi.ReplySlot;
import dev.parley.spi.SystemAccess;
import dev.parley.spi.Watcher;
import dev.parley.wire.ProtocolCodec;
import dev.parley.wire.WireRef;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * The ref of an actor on another node. Sending hands over to the loop of the node and never waits for the network.
 *
 * @param <M> the protocol
 */
final class RemoteRef<M> extends MessageRef<M> {
    private final LinkedNode node;
    private final ActorAddress address;
    private final Type protocol;

    // found when they are first needed; twice does no harm
    private @Nullable WireRef wire;
    private @Nullable Link member;
    private @Nullable ProtocolCodec codec;

    RemoteRef(LinkedNode node, ActorAddress address, Type protocol) {
        this.node = node;
        this.address = address;
        this.protocol = protocol;
    }

    /** The address as the wire writes it. */
    WireRef wire() {
        WireRef known = wire;
        if (known == null) {
            known = Addresses.wire(address);
            wire = known;
        }
        return known;
    }

    /** The link to its node; null when there is no way. One to a member is kept until it is retired. */
    private @Nullable Link link() {
        Link known = member;
        if (known == null || known.isRetired()) {
            known = node.links().towards(address);
            if (known != null && known.guest() == 0) {
                member = known;
            }
        }
        return known;
    }

    /** Writes what the actor speaks. */
    ProtocolCodec codec() {
        ProtocolCodec known = codec;
        if (known == null) {
            known = node.messages().codec(protocol);
            codec = known;
        }
        return known;
    }

    @Override
    public @Nullable DropReason deliver(Object message, @Nullable ReplySlot slot) {
        @Nullable Link link = link();
        return link == null
                ? DropReason.NO_SUCH_ACTOR
                : link.offer(
                        new Outgoing.Tell(this, message, slot, node.system().currentActor()));
    }

    @Override
    public void watch(Watcher watcher) {
        node.links().command(this, new Outgoing.Watch(this, watcher));
    }

    @Override
    public void unwatch(Watcher watcher) {
        node.links().command(this, new Outgoing.Unwatch(this, watcher));
    }

    @Override
    public void stop() {
        node.links().command(this, new Outgoing.StopChild(this));
    }

    @Override
    public String situation() {
        @Nullable Link link = link();
        if (link == null) {
            return "there is no link to its node";
        }
        PeerSnapshot peer = link.snapshot();
        return "the link to its node is " + peer.state() + ", where " + peer.queued() + " messages wait"
                + (link.isPaused(address) ? "; the actor is paused, as its mailbox there is filling up" : "");
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
