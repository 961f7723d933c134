package dev.parley.cli.chat;

import dev.parley.ActorRef;
import dev.parley.cluster.Hosting;
import dev.parley.cluster.Located;
import dev.parley.cluster.Peers;
import dev.parley.cluster.Singleton;
import dev.parley.remote.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the sessions of a node learn where the room is. Made before the node, which must know its kinds when it
 * starts, and opened after it; who subscribes in between is served then.
 *
 * <p>Threading: any thread.
 */
public final class RoomLocator {
    private final List<Consumer<Singleton<ChatRoom.Cmd>>> early = new ArrayList<>();
    private @Nullable Singleton<ChatRoom.Cmd> room;

    /** Takes part in the room with this node. */
    public void open(Node node, Peers peers, Hosting<ChatRoom.Cmd> hosting) {
        Singleton<ChatRoom.Cmd> started = Singleton.start(node, peers, hosting);
        synchronized (this) {
            room = started;
            early.forEach(waiting -> waiting.accept(started));
            early.clear();
        }
    }

    /** Takes this node out; if it hosts the room, another will at once. */
    public void leave() {
        Singleton<ChatRoom.Cmd> opened;
        synchronized (this) {
            opened = room;
        }
        if (opened != null) {
            opened.leave();
        }
    }

    /** Tells {@code subscriber} where the room is, now and at each change. */
    synchronized <T> void subscribe(ActorRef<T> subscriber, Function<? super Located<ChatRoom.Cmd>, ? extends T> wrap) {
        if (room == null) {
            early.add(opened -> opened.subscribe(subscriber, wrap));
        } else {
            room.subscribe(subscriber, wrap);
        }
    }
}
