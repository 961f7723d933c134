package dev.parley.remote.payload;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.remote.translation.Addresses;
import dev.parley.wire.CborReader;
import dev.parley.wire.CborWriter;
import dev.parley.wire.Shape;
import dev.parley.wire.ValueCodec;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireRef;
import java.lang.reflect.Type;

/**
 * A ref inside a message: an array of host, port, node incarnation, path, actor incarnation. Writing one of this node's
 * actors makes it reachable; reading resolves without connecting.
 *
 * <p>Threading: any thread. Failure: an address that no frame could name is refused when it is read: whoever wrote to
 * it later would break the node's loop, which makes the frame.
 *
 * @param refs resolves and exposes
 * @param protocol what the actor speaks: the type argument of the component
 */
public record RefCodec(Refs refs, Type protocol) implements ValueCodec<ActorRef<?>> {
    private static final int PARTS = 5;
    private static final int MAX_HOST_BYTES = 255;
    private static final int MAX_PATH_BYTES = 65 * ActorAddress.MAX_DEPTH;

    @Override
    public Shape shape() {
        return Shape.Scalar.REF;
    }

    @Override
    public void write(ActorRef<?> ref, CborWriter out) throws WireException {
        ActorAddress address = refs.expose(ref, protocol);
        out.beginArray(PARTS);
        out.writeText(address.node().host());
        out.writeLong(address.node().port());
        out.writeLong(address.node().incarnation());
        out.writeText(address.path());
        out.writeLong(address.incarnation());
        out.end();
    }

    @Override
    public ActorRef<?> read(CborReader in) throws WireException {
        if (in.beginArray() != PARTS) {
            throw new WireException(WireError.TYPE_MISMATCH, "a ref is an array of " + PARTS + " parts");
        }
        String host = in.readText(MAX_HOST_BYTES);
        int port = (int) in.readLong(0, 65_535, "port");
        long incarnation = in.readLong();
        String path = in.readText(MAX_PATH_BYTES);
        long actor = in.readLong();
        in.end();
        try {
            WireRef named = new WireRef(new WireNode(host, port, incarnation), path, actor);
            return refs.resolve(Addresses.address(named), protocol);
        } catch (IllegalArgumentException malformed) {
            throw new WireException(WireError.VALUE_REFUSED, String.valueOf(malformed.getMessage()));
        }
    }
}
