package dev.parley.remote.payload;

import dev.parley.wire.Frame;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import dev.parley.wire.WireLimits;
import dev.parley.wire.lock.LockConflicts;
import dev.parley.wire.lock.ProtocolLock;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/**
 * The lock that this node goes by, and what it and the lock of a peer would take for different things. Pure.
 *
 * @param lock empty without one
 * @param fingerprint 0 without one
 * @param frame says it to a peer
 */
public record Schemas(ProtocolLock lock, long fingerprint, Frame.Schema frame) {

    /**
     * Of a node that goes by this lock; by none if that is empty.
     *
     * @throws IllegalArgumentException if no frame can hold it
     */
    public static Schemas of(ProtocolLock lock) {
        byte[] text = lock.text().getBytes(StandardCharsets.UTF_8);
        int limit = WireLimits.defaults().payloadBytes();
        if (text.length > limit) {
            throw new IllegalArgumentException("a protocol.lock of " + text.length + " bytes is longer than " + limit
                    + ": remove types that no program has any more");
        }
        long fingerprint = lock.types().isEmpty() ? 0 : lock.fingerprint();
        return new Schemas(lock, fingerprint, new Frame.Schema(WireBytes.of(text)));
    }

    /** Whether a peer goes by another lock, so that it may know components by other names. */
    public boolean namesDifferFrom(Frame.Hello.Offer peer) {
        return fingerprint != 0 && peer.schema() != 0 && peer.schema() != fingerprint;
    }

    /** Whether a peer must be told before the first message, and tells. */
    public boolean differsFrom(Frame.Hello.Offer peer) {
        return namesDifferFrom(peer) && peer.has(Frame.Hello.Offer.SCHEMAS);
    }

    /**
     * What the lock that a peer told conflicts with.
     *
     * @throws IllegalArgumentException if it is none
     */
    public LockConflicts conflictsWith(Frame.Schema peers) {
        String text = new String(peers.text().array(), StandardCharsets.UTF_8);
        return LockConflicts.between(lock, ProtocolLock.parse(text));
    }

    /** Refuses what is made of a type that both sides would take for different things; asks for types only then. */
    public static void require(LockConflicts conflicts, Supplier<List<String>> types) throws WireException {
        if (!conflicts.isEmpty()) {
            String why = conflicts.of(types.get()).orElse("");
            if (!why.isEmpty()) {
                throw new WireException(
                        WireError.SCHEMA_CONFLICT,
                        why + ": the nodes go by different locks; give what was added last an id of its own in one of"
                                + " them, and both nodes the same lock");
            }
        }
    }
}
