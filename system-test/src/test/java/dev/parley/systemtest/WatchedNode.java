package dev.parley.systemtest;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Request;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import java.util.List;
import java.util.stream.Stream;

/** A node with many actors whom others watch. Started as {@code ADDRESS ACTORS}; runs until stdin ends. */
final class WatchedNode {
    /** The name under which the one is exported who knows them. */
    static final String REGISTER = "register";

    private WatchedNode() {}

    /** What the one who knows them handles. */
    sealed interface Cmd {}

    /** Wants all of them. */
    record All() implements Cmd, Request<Cmd, Actors> {}

    /** All of them. */
    record Actors(List<ActorRef<End>> refs) {}

    /** An actor that gets this ends. */
    record End() {}

    private record Register(List<ActorRef<End>> all) implements Actor<Cmd> {
        @Override
        public void onMessage(Cmd message, ActorContext<Cmd> ctx) {
            switch (message) {
                case All wanted -> ctx.reply(wanted, new Actors(all));
            }
        }
    }

    public static void main(String[] args) {
        Node node = Node.start(NodeConfig.member("watched", args[0]));
        List<ActorRef<End>> all = Stream.generate(() -> node.system().<End>spawn(() -> (_, ctx) -> ctx.stop()))
                .limit(Integer.parseInt(args[1]))
                .toList();
        node.export(REGISTER, Cmd.class, node.system().spawn(() -> new Register(all)));
        IO.println("ready");
        IO.readln();
    }
}
