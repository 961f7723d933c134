package dev.parley.fuzz.subject;

import dev.parley.fuzz.Finding;
import dev.parley.fuzz.Maker;
import dev.parley.fuzz.Subject;
import dev.parley.fuzz.make.Frames;
import dev.parley.fuzz.make.PeerTalk;
import dev.parley.fuzz.make.Vectors;
import dev.parley.remote.PeerSnapshot;
import dev.parley.wire.Frame;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireError;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireRef;
import dev.parley.wire.WireSlot;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A link of a node with a peer that was let in and then talks nonsense. Promises: it is served, or its link ends with a
 * reason; nothing is thrown on the node's loop; others are served all the same.
 */
public final class PeerSubject implements Subject {
    /** The peer that the inputs speak of; the real one of each input has another name at the same place. */
    private static final String PEER = "p";

    /** How often that is among the seeds. */
    private static final int CORRECT_OFTEN = 8;

    /** An empty map. */
    private static final byte[] NO_FIELDS = {(byte) 0xA0};

    private final Victim victim;

    /** A node with a life of its own; every second one has a key. */
    public PeerSubject(long seed) {
        this.victim = new Victim(seed, (seed & 1) == 0);
    }

    /** Frames on control (first byte even) or on the lane (odd), speaking of actors that are there. */
    public static Maker maker() {
        WireNode peer = new WireNode(PEER, Victim.PORT, 77);
        WireNode here = new WireNode(Victim.HOST, Victim.PORT, 0);
        List<WireRef> refs = List.of(
                Victim.desk(),
                new WireRef(peer, "/user/w", 5),
                new WireRef(peer, "/user/w", 0),
                new WireRef(here, "/spawned/7/session", 9),
                new WireRef(here, "/user/nobody", 3),
                new WireRef(new WireNode("far", 1, 2), "/user/w", 4));
        return new PeerTalk(new Frames(seeds(peer), refs, bodies(), 0.75));
    }

    /** The vectors, and what a correct peer would say next. */
    private static List<byte[]> seeds(WireNode peer) {
        WireRef own = new WireRef(peer, "/user/w", 5);
        List<byte[]> seeds = new ArrayList<>(Vectors.frames());
        for (int i = 0; i < CORRECT_OFTEN; i++) {
            seeds.addAll(StrangerSubject.said(
                    new Frame.LaneAt(0, 1, 0),
                    new Frame.Lane(0, 2, 0),
                    new Frame.Heartbeat(0),
                    new Frame.Ack(0),
                    new Frame.Monitor(1, Victim.desk(), own),
                    new Frame.User(Victim.desk(), own, WireSlot.NONE, 0, body(Victim.Cmd.Count.class, NO_FIELDS))));
        }
        return seeds;
    }

    private static List<Frame.Body> bodies() {
        List<Frame.Body> bodies = new ArrayList<>();
        bodies.add(body(Victim.Cmd.Note.class, new byte[] {(byte) 0xA1, 1, 7}));
        bodies.add(body(Victim.Cmd.Count.class, NO_FIELDS));
        bodies.add(body(Victim.Cmd.Fail.class, new byte[] {(byte) 0xA1, 1, 0x61, 'x'}));
        bodies.add(body(Victim.Cmd.End.class, NO_FIELDS));
        bodies.add(new Frame.Body("desk", WireBytes.of(new byte[] {(byte) 0xA1, 1, 3})));
        for (Class<? extends Victim.Cmd> type : List.of(Victim.Cmd.Introduce.class, Victim.Cmd.Route.class)) {
            bodies.add(body(type, refPayload(PEER, Victim.PORT, "/user/w")));
            bodies.add(body(type, refPayload(Victim.HOST, Victim.PORT, "/user/desk")));
            bodies.add(body(type, refPayload("far", 1, "/user/w")));
            bodies.add(body(type, refPayload(PEER, Victim.PORT, "")));
            bodies.add(body(type, refPayload("not a host", 1, "/user/w")));
            bodies.add(body(type, refPayload(PEER, 0, "/user/w")));
        }
        return bodies;
    }

    private static Frame.Body body(Class<? extends Victim.Cmd> type, byte[] payload) {
        return new Frame.Body(Victim.nameOf(type), WireBytes.of(payload));
    }

    /** A record whose only component is a ref. */
    private static byte[] refPayload(String host, int port, String path) {
        ByteArrayOutputStream cbor = new ByteArrayOutputStream();
        cbor.writeBytes(new byte[] {(byte) 0xA1, 1, (byte) 0x85});
        text(host, cbor);
        cbor.writeBytes(new byte[] {0x19, (byte) (port >>> Byte.SIZE), (byte) port, 0x18, 77});
        text(path, cbor);
        cbor.write(5);
        return cbor.toByteArray();
    }

    private static void text(String text, ByteArrayOutputStream cbor) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        cbor.write(0x60 + utf8.length);
        cbor.writeBytes(utf8);
    }

    @Override
    public Verdict take(byte[] input) {
        Wire control = victim.control(PEER);
        Wire lane = victim.lane(control);
        if (input.length > 0) {
            Wire talked = (input[0] & 1) == 0 ? control : lane;
            talked.say(Arrays.copyOfRange(input, 1, input.length));
        }
        victim.world.pass(Duration.ofMillis(1));
        StrangerSubject.requireReason(control, lane);
        boolean borne = !control.isEnded() && !lane.isEnded();
        control.say(new Frame.Bye(WireError.LEAVING, ""));
        control.hangUp();
        lane.hangUp();
        victim.world.pass(Duration.ofMillis(1));
        victim.node.peers().stream()
                .filter(peer -> peer.node().host().equals(PEER)) // a peer that is gone has no name any more
                .forEach(PeerSubject::requireBooks);
        return borne ? Verdict.ACCEPTED : Verdict.REFUSED;
    }

    /** Whatever the peer says about numbers, what is counted here stays a count. */
    private static void requireBooks(PeerSnapshot peer) {
        boolean counts = peer.queued() >= 0
                && peer.sent() >= 0
                && peer.lost() >= 0
                && peer.lost() <= peer.sent()
                && peer.received() >= 0
                && peer.missed() >= 0;
        if (!counts || peer.state() == PeerSnapshot.State.UP) {
            throw new Finding("of a peer that is gone the node says: " + peer);
        }
    }

    @Override
    public void end() {
        victim.world.pass(Duration.ofMinutes(1));
        victim.requireServing();
    }
}
