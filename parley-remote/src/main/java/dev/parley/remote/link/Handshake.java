package dev.parley.remote.link;

import dev.parley.remote.Endpoint;
import dev.parley.wire.Frame;
import dev.parley.wire.HelloProof;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireError;
import dev.parley.wire.WireVersions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges the HELLO of a peer. Pure: no clock, no chance, no I/O.
 *
 * <p>Without a key one HELLO from each side is enough. With a key the acceptor's carries its proof, and the dialler
 * answers with its own HELLO again, now proven; each proof covers both HELLOs, so neither can be replayed.
 *
 * @param cluster this node's cluster
 * @param key what both sides must hold; empty without one
 */
record Handshake(String cluster, Optional<WireBytes> key) {
    /** Why a peer is refused. */
    record Refusal(WireError error, String text) {}

    /** What is wrong with the first HELLO of a dialler. */
    @Nullable
    Refusal judgeDialler(Frame.Hello theirs) {
        return judgeOffer(theirs);
    }

    /** What is wrong with the answer of an acceptor; {@code expected} is whom we dialled. */
    @Nullable
    Refusal judgeAcceptor(Frame.Hello ours, Frame.Hello theirs, Endpoint expected) {
        @Nullable Refusal refusal = judgeOffer(theirs);
        if (refusal != null) {
            return refusal;
        }
        if (!theirs.peer().node().host().equals(expected.host())
                || theirs.peer().node().port() != expected.port()) {
            return new Refusal(
                    WireError.WRONG_NODE,
                    "dialled " + expected + " and found the node that advertises "
                            + theirs.peer().node() + ": dial what it advertises, or let it advertise what is dialled");
        }
        if (key.isEmpty() && theirs.challenge().proof().length() > 0) {
            return new Refusal(
                    WireError.NOT_AUTHENTICATED,
                    "it holds a shared key and this node has none: give all nodes the same");
        }
        return key.filter(secret -> !HelloProof.matches(
                        HelloProof.ofAcceptor(secret, ours, theirs),
                        theirs.challenge().proof()))
                .map(_ -> unproven())
                .orElse(null);
    }

    /** What is wrong with the second HELLO of a dialler. */
    @Nullable
    Refusal judgeProof(Frame.Hello first, Frame.Hello ours, Frame.Hello second) {
        boolean proven = key.map(secret -> HelloProof.matches(
                        HelloProof.ofDialler(secret, first, ours),
                        second.challenge().proof()))
                .orElse(false);
        return proven ? null : unproven();
    }

    private @Nullable Refusal judgeOffer(Frame.Hello theirs) {
        if (theirs.offer().versions().agreedWith(WireVersions.OURS).isEmpty()) {
            return new Refusal(
                    WireError.UNSUPPORTED_VERSION,
                    "it speaks versions " + theirs.offer().versions() + ", this node " + WireVersions.OURS);
        }
        if (!theirs.peer().cluster().equals(cluster)) {
            return new Refusal(
                    WireError.WRONG_CLUSTER,
                    "it belongs to cluster '" + theirs.peer().cluster() + "', this node to '" + cluster + "'");
        }
        return null;
    }

    private static Refusal unproven() {
        return new Refusal(WireError.NOT_AUTHENTICATED, WireError.NOT_AUTHENTICATED.sentence());
    }
}
