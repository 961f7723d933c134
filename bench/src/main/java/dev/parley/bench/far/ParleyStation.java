package dev.parley.bench.far;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.bench.side.Handler;
import dev.parley.bench.side.Post;
import dev.parley.remote.LinkConfig;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;

/** A node as it comes, but for its lanes. */
final class ParleyStation implements Station {
    private final Node node;

    ParleyStation() {
        this(LinkConfig.defaults());
    }

    ParleyStation(LinkConfig links) {
        node = Node.start(NodeConfig.member("bench", "127.0.0.1:0").withLinks(links));
    }

    @Override
    public String export(String name, Handler<Note> handler) {
        ActorRef<Note> ref = node.system().spawn(() -> (note, _) -> handler.on(note));
        node.export(name, Note.class, ref);
        return "actor://" + node.id() + "/user/" + name;
    }

    @Override
    public Post<Note> at(String address) {
        return far(address)::tell;
    }

    @Override
    public void watch(String address, Runnable told) {
        node.system().watch(far(address), _ -> told.run());
    }

    private ActorRef<Note> far(String address) {
        return node.at(ActorAddress.parse(address), Note.class);
    }

    /** Nodes that this one has a link with. */
    int peers() {
        return node.peers().size();
    }

    @Override
    public void close() {
        node.close();
    }
}
