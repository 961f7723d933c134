package dev.parley.remote.link;

import dev.parley.ActorAddress;
import dev.parley.Kind;
import dev.parley.NodeId;
import dev.parley.remote.translation.Ends;
import dev.parley.spi.MessageRef;
import dev.parley.spi.RemoteBridge;
import dev.parley.spi.SystemAccess;
import dev.parley.wire.Frame;
import dev.parley.wire.WireException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a system sees of other nodes. Any thread. */
record Bridge(LinkedNode node, SystemAccess system) implements RemoteBridge {
    @Override
    public NodeId self() {
        return node.id();
    }

    @Override
    public String pathPrefix() {
        return node.pathPrefix();
    }

    @Override
    public boolean hosts(NodeId other) {
        return !node.isGuest() && other.equals(node.id());
    }

    @Override
    public List<NodeId> nodes() {
        return node.nodes();
    }

    @Override
    public <M, A extends Record> MessageRef<M> spawnOn(NodeId on, Spawn<M, A> spawn) {
        if (node.isGuest() && !on.equals(node.id())) {
            throw new IllegalArgumentException(
                    on + " is not this guest's member: a guest spawns on " + node.id() + " only");
        }
        Kind<M, A> kind = spawn.kind();
        node.messages().declare(kind);
        ActorAddress address = new ActorAddress(
                on,
                "/spawned/" + HexFormat.of().toHexDigits(node.unguessable()) + "/" + kind.name(),
                system.nextIncarnation());
        RemoteRef<M> child = new RemoteRef<>(node, address, kind.protocol());
        node.expose(spawn.parent(), Object.class);
        @Nullable Link link = node.links().towards(address);
        if (link == null) {
            throw new IllegalArgumentException("there is no way to " + on + ": take a node from ctx.nodes()");
        }
        link.post(new Outgoing.SpawnChild(child, spawn.parent().address(), recipe(spawn)));
        return child;
    }

    private <M, A extends Record> Frame.Recipe recipe(Spawn<M, A> spawn) {
        try {
            return new Frame.Recipe(
                    spawn.kind().name(),
                    Ends.wire(spawn.strategy()),
                    node.messages().encodeArguments(spawn.kind(), spawn.arguments()));
        } catch (WireException unfit) {
            throw new IllegalArgumentException(
                    "the arguments for kind '" + spawn.kind().name() + "' cannot cross the network: "
                            + unfit.getMessage(),
                    unfit);
        }
    }
}
