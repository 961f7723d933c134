package dev.parley.cluster;

import dev.parley.ActorAddress;
import dev.parley.NodeId;
import java.util.stream.IntStream;

/** Addresses for tests of the pure parts. */
final class Nodes {
    private Nodes() {}

    static NodeId at(int place) {
        return new NodeId("127.0.0.1", 9001 + place, 0);
    }

    static String name(int place) {
        return at(place).hostAndPort();
    }

    static Peers peers(int size, int self) {
        return new Peers(IntStream.range(0, size).mapToObj(Nodes::at).toList(), self);
    }

    static ActorAddress actor(int place, long epoch) {
        return new ActorAddress(at(place), "/user/room/epoch-" + epoch, 100 + epoch);
    }
}
