package dev.parley.remote;

import dev.parley.ActorAddress;
import dev.parley.SystemConfig;
import dev.parley.wire.Frame;
import dev.parley.wire.PayloadEncoding;
import dev.parley.wire.lock.ProtocolLock;
import java.util.Optional;

/**
 * Who a node is and how it talks.
 *
 * @param name for people; {@code [A-Za-z0-9_.~-]{1,64}}
 * @param cluster nodes of different clusters refuse each other; default {@code parley}
 * @param place member or guest
 * @param key what all nodes of the cluster hold; without one a node listens on loopback only
 * @param links limits and patience of links
 * @param system limits and patience of the actor system
 * @param protocolLock the text of the lock that has the ids of messages; without one they are those of the declaration
 * @param payloads another encoding than CBOR for messages and answers, towards peers that read it; default none
 */
public record NodeConfig(
        String name,
        String cluster,
        Place place,
        Optional<SharedKey> key,
        LinkConfig links,
        SystemConfig system,
        Optional<String> protocolLock,
        Optional<PayloadEncoding> payloads) {

    /** How others reach a node. */
    public sealed interface Place {
        /**
         * It listens.
         *
         * @param bind where; port 0 takes a free one
         * @param advertise what others dial; port 0 means the bound one
         */
        record Member(Endpoint bind, Endpoint advertise) implements Place {}

        /** It does not listen: its member speaks for it. */
        record Guest(Endpoint member) implements Place {}
    }

    /** Refuses names that could not be part of a path, a lock that cannot be read, an encoding that has no number. */
    public NodeConfig {
        payloads.ifPresent(NodeConfig::requireNumber);
        protocolLock.ifPresent(ProtocolLock::parse);
        if (!ActorAddress.isName(name) || !ActorAddress.isName(cluster)) {
            throw new IllegalArgumentException(
                    "not a name: node '" + name + "', cluster '" + cluster + "': use [A-Za-z0-9_.~-]{1,64}");
        }
    }

    private static void requireNumber(PayloadEncoding encoding) {
        if (encoding.number() != Frame.JSON && encoding.number() != Frame.PROTOBUF) {
            throw new IllegalArgumentException("the wire has no payloads of encoding " + encoding.number()
                    + ": it has CBOR, JSON and Protocol Buffers");
        }
    }

    /** A node that listens at {@code host:port}. */
    public static NodeConfig member(String name, String bind) {
        Endpoint at = Endpoint.parse(bind);
        return of(name, new Place.Member(at, at));
    }

    /** A process that does not listen and uses the member at {@code host:port}. */
    public static NodeConfig guest(String name, String member) {
        return of(name, new Place.Guest(Endpoint.parse(member)));
    }

    private static NodeConfig of(String name, Place place) {
        return new NodeConfig(
                name,
                "parley",
                place,
                Optional.empty(),
                LinkConfig.defaults(),
                SystemConfig.defaults().withName(name),
                Optional.empty(),
                Optional.empty());
    }

    /** In another cluster. */
    public NodeConfig withCluster(String cluster) {
        return new NodeConfig(name, cluster, place, key, links, system, protocolLock, payloads);
    }

    /** Reached by others at {@code host:port}; for members only. */
    public NodeConfig withAdvertise(String advertise) {
        return switch (place) {
            case Place.Member(Endpoint bind, Endpoint _) ->
                new NodeConfig(
                        name,
                        cluster,
                        new Place.Member(bind, Endpoint.parse(advertise)),
                        key,
                        links,
                        system,
                        protocolLock,
                        payloads);
            case Place.Guest _ -> throw new IllegalArgumentException("a guest does not listen: it advertises nothing");
        };
    }

    /** With a key. */
    public NodeConfig withKey(SharedKey key) {
        return new NodeConfig(name, cluster, place, Optional.of(key), links, system, protocolLock, payloads);
    }

    /** With other links. */
    public NodeConfig withLinks(LinkConfig links) {
        return new NodeConfig(name, cluster, place, key, links, system, protocolLock, payloads);
    }

    /**
     * With the ids of this lock: the text of the {@code protocol.lock} that is committed beside the messages. A
     * protocol that declares what the lock does not know is refused when it is exported or looked up.
     *
     * @throws IllegalArgumentException naming the line that cannot be read
     */
    public NodeConfig withProtocolLock(String text) {
        return new NodeConfig(name, cluster, place, key, links, system, Optional.of(text), payloads);
    }

    /**
     * With payloads in another encoding, such as the {@code JsonPayloads} of parley-json or the {@code
     * ProtobufPayloads} of parley-protobuf, towards each member that has it, too; CBOR is spoken with all others. What
     * is for guests or from them, failures, and arguments of spawns are always in CBOR, so for a guest this changes
     * nothing. Nodes that go by different locks talk CBOR.
     *
     * @throws IllegalArgumentException if the wire has no number for it
     */
    public NodeConfig withPayloads(PayloadEncoding encoding) {
        return new NodeConfig(name, cluster, place, key, links, system, protocolLock, Optional.of(encoding));
    }

    /** With another system. */
    public NodeConfig withSystem(SystemConfig system) {
        return new NodeConfig(name, cluster, place, key, links, system, protocolLock, payloads);
    }
}
