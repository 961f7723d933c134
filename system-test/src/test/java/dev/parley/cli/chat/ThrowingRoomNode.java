package dev.parley.cli.chat;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.cluster.Hosting;
import dev.parley.cluster.Peers;
import dev.parley.remote.LinkConfig;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A member of the chat, made of the same parts as {@code parley node}, whose room throws when somebody says what
 * {@link #textThatThrows} gives: the first time only, since who said it says it again until it comes back.
 *
 * <p>It stands in the chat's package because what a room hears is nobody else's business.
 */
public final class ThrowingRoomNode {
    /** Shorter than the default, which only the test's patience would notice. */
    public static final Duration FAILURE_TIMEOUT = Duration.ofSeconds(2);

    private ThrowingRoomNode() {}

    /** A text at which the room of that life throws, and the room of no other life. */
    public static String textThatThrows(long life, int number) {
        return prefix(life) + number;
    }

    private static String prefix(long life) {
        return "throw-in-life-" + life + "-";
    }

    /** Name, address, peers; runs until stdin ends. */
    public static void main(String[] args) throws IOException {
        RoomLocator room = new RoomLocator();
        NodeConfig config = NodeConfig.member(args[0], args[1])
                .withLinks(LinkConfig.defaults().withTimeouts(FAILURE_TIMEOUT.dividedBy(5), FAILURE_TIMEOUT));
        try (Node node = Node.start(config, UserSession.kind(room, FAILURE_TIMEOUT))) {
            room.open(node, Peers.parse(args[2], node.id()), throwing(ChatRoom.hosting(FAILURE_TIMEOUT)));
            IO.println("ready " + node.name() + " actor://" + node.id());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static Hosting<ChatRoom.Cmd> throwing(Hosting<ChatRoom.Cmd> sound) {
        return new Hosting<>(
                sound.name(),
                sound.protocol(),
                life -> {
                    Supplier<? extends Actor<ChatRoom.Cmd>> room = sound.life().apply(life);
                    Set<String> thrownAt = new HashSet<>();
                    return () -> new Throwing(room.get(), prefix(life), thrownAt);
                },
                sound.failureTimeout());
    }

    private record Throwing(Actor<ChatRoom.Cmd> room, String prefix, Set<String> thrownAt)
            implements Actor<ChatRoom.Cmd> {
        @Override
        public void onStart(ActorContext<ChatRoom.Cmd> ctx) throws Exception {
            room.onStart(ctx);
        }

        @Override
        public void onMessage(ChatRoom.Cmd message, ActorContext<ChatRoom.Cmd> ctx) throws Exception {
            if (message instanceof ChatRoom.Say(Seat _, long _, String text)
                    && text.startsWith(prefix)
                    && thrownAt.add(text)) {
                throw new IllegalStateException("told to throw: " + text);
            }
            room.onMessage(message, ctx);
        }

        @Override
        public void onStop(ActorContext<ChatRoom.Cmd> ctx) throws Exception {
            room.onStop(ctx);
        }
    }
}
