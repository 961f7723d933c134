package dev.parley.fuzz.subject;

import dev.parley.fuzz.Finding;
import dev.parley.fuzz.Maker;
import dev.parley.fuzz.Subject;
import dev.parley.fuzz.make.Frames;
import dev.parley.fuzz.make.Transcripts;
import dev.parley.fuzz.make.Vectors;
import dev.parley.wire.Frame;
import dev.parley.wire.HelloProof;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireError;
import dev.parley.wire.WireLimits;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireVersions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The handshake of a listening node with a stranger who dials. Promises: nothing but frames and a farewell with its
 * reason come out; nobody is let in without the key; in the end a correct peer is served, so nothing has leaked.
 */
public final class StrangerSubject implements Subject {
    private final Victim victim;

    /** A node with a life of its own; every second one has a key. */
    public StrangerSubject(long seed) {
        this.victim = new Victim(seed, (seed & 1) == 0);
    }

    /** Transcripts of members, guests and minimal guests. */
    public static Maker maker() {
        List<List<byte[]>> transcripts = new ArrayList<>();
        Frame.Hello.Session control = new Frame.Hello.Session(1, 0, Frame.CONTROL, 0);
        Frame.Hello member = Victim.hello("stranger", control, WireBytes.EMPTY);
        for (Frame.Hello hello : List.of(
                member,
                Victim.hello("stranger", new Frame.Hello.Session(1, 7, 0, 0), WireBytes.EMPTY),
                guest(Frame.Hello.Offer.GUEST),
                guest(Frame.Hello.Offer.GUEST | Frame.Hello.Offer.MINIMAL))) {
            transcripts.add(said(hello, new Frame.Heartbeat(0)));
            transcripts.add(said(hello, hello.proven(Victim.TO_BE_PROVEN), new Frame.Heartbeat(0)));
            transcripts.add(
                    said(hello, hello.proven(WireBytes.of(new byte[HelloProof.NONCE_BYTES])), new Frame.Heartbeat(0)));
        }
        return new Transcripts(transcripts, Vectors.frames());
    }

    private static Frame.Hello guest(long capabilities) {
        return new Frame.Hello(
                new Frame.Hello.Offer(WireVersions.OURS, capabilities, 0),
                new Frame.Hello.Peer("parley", WireNode.unlisted(77), "g"),
                new Frame.Hello.Session(1, 0, Frame.CONTROL, 0),
                new Frame.Hello.Challenge(WireBytes.of(new byte[HelloProof.NONCE_BYTES]), WireBytes.EMPTY));
    }

    static List<byte[]> said(Frame... frames) {
        List<byte[]> said = new ArrayList<>();
        for (Frame frame : frames) {
            said.add(Frames.bytesOf(frame));
        }
        return said;
    }

    @Override
    public Verdict take(byte[] input) {
        Wire wire = Wire.dial(victim.world, victim.visitor());
        Proofs proofs = new Proofs();
        Optional<Frame.Hello> first = Optional.empty();
        for (byte[] piece : Proofs.pieces(input)) {
            if (first.isEmpty()) {
                first = Stream.read(piece, WireLimits.beforeHandshake(), Math.max(1, piece.length))
                        .hello();
                wire.say(piece);
            } else {
                Frame.Hello said = first.get();
                wire.say(proofs.proven(piece, second -> proof(wire, said, second)));
            }
        }
        boolean admitted = wire.heard.stream().anyMatch(StrangerSubject::isForPeers);
        if (admitted && victim.isKeyed() && !proofs.given()) {
            throw new Finding("a stranger without the key is let in and told " + wire.heard);
        }
        requireReason(wire);
        wire.hangUp();
        return admitted ? Verdict.ACCEPTED : Verdict.REFUSED;
    }

    /** The proof that belongs to the first HELLO of this connection. */
    private static Frame.Hello proof(Wire wire, Frame.Hello first, Frame.Hello second) {
        return wire.first(Frame.Hello.class)
                .map(answer -> second.proven(HelloProof.ofDialler(Victim.KEY, first, answer)))
                .orElse(second);
    }

    private static boolean isForPeers(Frame frame) {
        return !(frame instanceof Frame.Hello) && !(frame instanceof Frame.Bye);
    }

    /**
     * Connections of one link: one that the node ended says why, and last, unless the far end has said farewell on one
     * of them; a fault of the node's own is no reason.
     */
    static void requireReason(Wire... link) {
        for (Wire wire : link) {
            requireReasonOf(wire, link);
        }
    }

    private static void requireReasonOf(Wire wire, Wire... link) {
        Optional<Frame.Bye> bye = wire.first(Frame.Bye.class);
        if (bye.isEmpty() && wire.isLeft() && Arrays.stream(link).noneMatch(Wire::saysFarewell)) {
            throw new Finding("the node ends a connection without a word: " + wire.heard);
        }
        if (bye.isPresent() && !bye.get().equals(wire.heard.getLast())) {
            throw new Finding("the node speaks on after its farewell: " + wire.heard);
        }
        if (bye.filter(farewell -> farewell.reason() == WireError.BROKEN).isPresent()) {
            throw new Finding("the node has a fault of its own: " + bye.get());
        }
    }

    @Override
    public void end() {
        victim.world.pass(Duration.ofMinutes(1));
        victim.requireServing();
    }
}
