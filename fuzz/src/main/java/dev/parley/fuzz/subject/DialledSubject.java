package dev.parley.fuzz.subject;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.fuzz.Finding;
import dev.parley.fuzz.Maker;
import dev.parley.fuzz.Subject;
import dev.parley.fuzz.make.Transcripts;
import dev.parley.fuzz.make.Vectors;
import dev.parley.remote.transport.ConnectionHandler;
import dev.parley.wire.Frame;
import dev.parley.wire.HelloProof;
import dev.parley.wire.WireBytes;
import java.time.Duration;
import java.util.List;

/**
 * The handshake of a node with a stranger whom it has dialled. Promises: as for a stranger who dials; the node proves
 * that it has the key to nobody who has not done so first.
 */
public final class DialledSubject implements Subject {
    private static final Duration REDIAL = Duration.ofSeconds(1);
    private static final int MAX_TRIES = 100;

    private final Victim victim;

    /** A node with a key. */
    public DialledSubject(long seed) {
        this.victim = new Victim(seed, true);
    }

    /** Transcripts of acceptors. */
    public static Maker maker() {
        Frame.Hello.Session session = new Frame.Hello.Session(9, 0, Frame.CONTROL, 0);
        Frame.Hello right = Victim.hello("stranger", session, Victim.TO_BE_PROVEN);
        Frame.Hello wrong = Victim.hello("stranger", session, WireBytes.of(new byte[HelloProof.NONCE_BYTES]));
        return new Transcripts(
                List.of(
                        StrangerSubject.said(right, new Frame.Heartbeat(0)),
                        StrangerSubject.said(right, new Frame.Heartbeat(0), new Frame.Ack(0)),
                        StrangerSubject.said(wrong, new Frame.Heartbeat(0)),
                        StrangerSubject.said(Victim.hello("stranger", session, WireBytes.EMPTY))),
                Vectors.frames());
    }

    @Override
    public Verdict take(byte[] input) {
        Wire wire = dialled();
        Frame.Hello ours = wire.first(Frame.Hello.class)
                .orElseThrow(() -> new Finding("the node dials and says nothing: " + wire.heard));
        Proofs proofs = new Proofs();
        for (byte[] piece : Proofs.pieces(input)) {
            wire.say(proofs.proven(piece, hello -> hello.proven(HelloProof.ofAcceptor(Victim.KEY, ours, hello))));
        }
        boolean trusted = wire.heard.stream().skip(1).anyMatch(frame -> !(frame instanceof Frame.Bye));
        if (trusted && !proofs.given()) {
            throw new Finding("a stranger without the key is trusted and told " + wire.heard);
        }
        StrangerSubject.requireReason(wire);
        wire.hangUp();
        return trusted ? Verdict.ACCEPTED : Verdict.REFUSED;
    }

    /** Something to say makes the node dial; a dial that it has changed its mind about ends when it is open. */
    private Wire dialled() {
        ActorRef<Victim.Cmd> there =
                victim.node.at(ActorAddress.parse("actor://stranger:9001/user/desk"), Victim.Cmd.class);
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            there.tell(new Victim.Cmd.Note(1));
            victim.world.settle();
            ConnectionHandler dial = victim.world.takeDial();
            if (dial != null) {
                Wire wire = new Wire(victim.world, "stranger");
                wire.open(dial);
                if (!wire.isEnded()) {
                    return wire;
                }
            }
            victim.world.pass(REDIAL);
        }
        throw new Finding("the node does not dial any more: " + victim.node.peers());
    }

    @Override
    public void end() {
        victim.world.pass(Duration.ofMinutes(1));
        victim.requireServing();
    }
}
