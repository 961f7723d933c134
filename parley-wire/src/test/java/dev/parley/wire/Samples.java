package dev.parley.wire;

import dev.parley.wire.Frame.Hello;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One frame of every kind and shape, by the name of its vector; the worked examples of the normative text. */
final class Samples {

    static final WireNode A = new WireNode("10.0.0.1", 9001, 0xA1);
    static final WireNode B = new WireNode("10.0.0.2", 9002, 0xB1);
    static final WireRef ROOM = new WireRef(B, "/user/room", 0x0C01);
    static final WireRef ADA = new WireRef(A, "/user/ada", 0x0D01);
    static final WireRef CHILD = new WireRef(B, "/spawned/7/session", 0x0E01);
    static final WireSlot SLOT = new WireSlot(A, 0, 0x1122334455667788L);

    /** The key of the worked handshake: 16 bytes from 00 to 0f. */
    static final WireBytes KEY = bytes("000102030405060708090a0b0c0d0e0f");

    private Samples() {}

    static WireBytes bytes(String hex) {
        return WireBytes.of(HexFormat.of().parseHex(hex));
    }

    static Hello diallerHello() {
        return new Hello(
                new Hello.Offer(WireVersions.OURS, 0, 0),
                new Hello.Peer("chat", A, "a"),
                new Hello.Session(0x5A01, 0, Frame.CONTROL, 0),
                new Hello.Challenge(nonce(0x10), WireBytes.EMPTY));
    }

    static Hello acceptorHello() {
        Hello unproven = new Hello(
                new Hello.Offer(WireVersions.OURS, 0, 0),
                new Hello.Peer("chat", B, "b"),
                new Hello.Session(0x5B01, 0x5A01, Frame.CONTROL, 0),
                new Hello.Challenge(nonce(0x20), WireBytes.EMPTY));
        return unproven.proven(HelloProof.ofAcceptor(KEY, diallerHello(), unproven));
    }

    static Hello secondHello() {
        return diallerHello().proven(HelloProof.ofDialler(KEY, diallerHello(), acceptorHello()));
    }

    private static Hello guestHello() {
        return new Hello(
                new Hello.Offer(new WireVersions(1, 3), Hello.Offer.GUEST, 0x0123456789ABCDEFL),
                new Hello.Peer("chat", WireNode.unlisted(0x61), "ada"),
                new Hello.Session(0x5C01, 0x5B02, 0, 7),
                new Hello.Challenge(WireBytes.EMPTY, WireBytes.EMPTY));
    }

    private static Hello patientHello() {
        Hello hello = guestHello();
        return new Hello(hello.offer(), hello.peer(), hello.session(), hello.challenge(), bytes("000000c8"));
    }

    private static Hello minimalHello() {
        return new Hello(
                new Hello.Offer(WireVersions.OURS, Hello.Offer.GUEST | Hello.Offer.MINIMAL, 0),
                new Hello.Peer("chat", WireNode.unlisted(0x62), "eve"),
                new Hello.Session(0x5D01, 0, Frame.CONTROL, 0),
                new Hello.Challenge(nonce(0x30), WireBytes.EMPTY));
    }

    private static Hello minimalAcceptorHello() {
        Hello unproven = new Hello(
                new Hello.Offer(WireVersions.OURS, Hello.Offer.MINIMAL, 0),
                new Hello.Peer("chat", B, "b"),
                new Hello.Session(0x5B03, 0x5D01, Frame.CONTROL, 8),
                new Hello.Challenge(nonce(0x40), WireBytes.EMPTY));
        return unproven.proven(HelloProof.ofAcceptor(KEY, minimalHello(), unproven));
    }

    private static WireBytes nonce(int first) {
        byte[] nonce = new byte[HelloProof.NONCE_BYTES];
        for (int i = 0; i < nonce.length; i++) {
            nonce[i] = (byte) (first + i);
        }
        return WireBytes.of(nonce);
    }

    static Map<String, Frame> frames() {
        Map<String, Frame> frames = new LinkedHashMap<>();
        frames.put("hello-dialler", diallerHello());
        frames.put("hello-acceptor", acceptorHello());
        frames.put("hello-second", secondHello());
        frames.put("hello-guest", guestHello());
        frames.put("hello-patience", patientHello());
        frames.put("hello-lanes", guestHello().on(200, 4));
        frames.put("hello-minimal", minimalHello());
        frames.put("hello-minimal-acceptor", minimalAcceptorHello());
        frames.put(
                "hello-minimal-second",
                minimalHello().proven(HelloProof.ofDialler(KEY, minimalHello(), minimalAcceptorHello())));
        frames.put("heartbeat", new Frame.Heartbeat(12));
        frames.put("bye", new Frame.Bye(WireError.LEAVING, "see you"));
        frames.put("bye-longest-text", new Frame.Bye(WireError.WRONG_CLUSTER, "ä".repeat(512)));
        frames.put("ack", new Frame.Ack(Long.MAX_VALUE));
        frames.put("lane", new Frame.Lane(0, 2, 1000));
        frames.put("lane-last", new Frame.Lane(0xFFFE, 1, 0));
        frames.put("lane-at", new Frame.LaneAt(0, 2, 997));
        addMessages(frames);
        addWaiting(frames);
        addSystemMessages(frames);
        return frames;
    }

    private static void addMessages(Map<String, Frame> frames) {
        Frame.Body say = new Frame.Body("ChatRoom.Say", bytes("a101626869"));
        Frame.Body who = new Frame.Body("ChatRoom.Who", bytes("a0"));
        frames.put("tell", new Frame.User(ROOM, ADA, WireSlot.NONE, 0, say));
        frames.put("ask", new Frame.User(ROOM, ADA, SLOT, 5000, who));
        frames.put("ask-without-deadline", new Frame.User(ROOM, WireRef.NONE, SLOT, 0, who));
        frames.put("tell-with-deadline", new Frame.User(ROOM, WireRef.NONE, WireSlot.NONE, 1, who));
        frames.put(
                "tell-exported",
                new Frame.User(
                        new WireRef(new WireNode("db.example-1.org", 65535, 0), "/user/room", 0),
                        WireRef.NONE,
                        WireSlot.NONE,
                        0,
                        new Frame.Body("Grüße", WireBytes.EMPTY)));
        frames.put("tell-json", new Frame.User(ROOM, ADA, WireSlot.NONE, 0, json("ChatRoom.Say", "{\"text\":\"hi\"}")));
        frames.put("ask-json", new Frame.User(ROOM, ADA, SLOT, 5000, json("ChatRoom.Who", "{}")));
        frames.put("reply-json", new Frame.Reply(SLOT, false, Frame.JSON, text("[\"ada\",\"bob\"]")));
        frames.put(
                "tell-protobuf",
                new Frame.User(
                        ROOM,
                        ADA,
                        WireSlot.NONE,
                        0,
                        new Frame.Body("ChatRoom.Say", Frame.PROTOBUF, bytes("0a026869"))));
        frames.put("reply-protobuf", new Frame.Reply(SLOT, false, Frame.PROTOBUF, bytes("0a036164610a03626f62")));
        frames.put("reply", new Frame.Reply(SLOT, false, bytes("826361646163626f62")));
        frames.put("reply-failure", new Frame.Reply(new WireSlot(A, 7, -1), true, bytes("a10005")));
        frames.put("error", new Frame.Refusal(ADA, ROOM, WireError.NO_SUCH_ACTOR, "no actor /user/room#c01"));
        frames.put("error-without-refs", new Frame.Refusal(WireRef.NONE, WireRef.NONE, WireError.NO_ROUTE, ""));
    }

    private static Frame.Body json(String type, String payload) {
        return new Frame.Body(type, Frame.JSON, text(payload));
    }

    private static WireBytes text(String text) {
        return WireBytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void addWaiting(Map<String, Frame> frames) {
        frames.put("waiting", new Frame.Waiting(ADA, SLOT, 1, List.of()));
        frames.put("waiting-behind-others", new Frame.Waiting(ADA, SLOT, 0x77, List.of(ROOM, CHILD)));
    }

    private static void addSystemMessages(Map<String, Frame> frames) {
        frames.put("monitor", new Frame.Monitor(1, ROOM, ADA));
        frames.put("unmonitor", new Frame.Unmonitor(2, ROOM, ADA));
        frames.put(
                "terminated",
                new Frame.Terminated(
                        3,
                        ROOM,
                        ADA,
                        new Frame.End(Frame.EndReason.CRASHED, "IllegalStateException: full"),
                        List.of(new Frame.LanePosition(0, 41))));
        frames.put(
                "terminated-lanes",
                new Frame.Terminated(
                        17,
                        ROOM,
                        ADA,
                        new Frame.End(Frame.EndReason.STOPPED, ""),
                        List.of(new Frame.LanePosition(0, 1042), new Frame.LanePosition(3, 7))));
        frames.put(
                "terminated-node-down",
                new Frame.Terminated(4, ROOM, ADA, new Frame.End(Frame.EndReason.NODE_DOWN, ""), List.of()));
        SpawnPolicy policy = new SpawnPolicy(SpawnPolicy.Strategy.RESTART, 3, 60_000, 100, 10_000);
        frames.put("spawn", new Frame.Spawn(5, CHILD, ADA, new Frame.Recipe("session", policy, bytes("a10163616461"))));
        SpawnPolicy stop = new SpawnPolicy(SpawnPolicy.Strategy.STOP, 0, 0, 0, 0);
        frames.put("spawn-stop", new Frame.Spawn(6, CHILD, ADA, new Frame.Recipe("bot", stop, WireBytes.EMPTY)));
        frames.put("spawned", new Frame.Spawned(7, CHILD, ADA, true, ""));
        frames.put("spawned-refused", new Frame.Spawned(8, CHILD, ADA, false, "no kind 'bot' is registered"));
        frames.put("stop", new Frame.Stop(9, CHILD, ADA));
        frames.put("pause", new Frame.Pause(10, ROOM, List.of()));
        frames.put("pause-names", new Frame.Pause(11, ROOM, List.of("/user/room", "/user/hall.2")));
        frames.put("resume", new Frame.Resume(12, ROOM, 50_000));
        frames.put("resume-all", new Frame.Resume(13, ROOM, Frame.Resume.ALL));
        frames.put("schema", new Frame.Schema(bytes("232070726f746f636f6c2e6c6f636b2076310a")));
        frames.put("after", new Frame.After(List.of(new Frame.LanePosition(0, 1042), new Frame.LanePosition(3, 7))));
        frames.put("after-nothing", new Frame.After(List.of()));
        frames.put("resumed", new Frame.Resumed(14, ROOM, List.of()));
        frames.put("resumed-held", new Frame.Resumed(15, ROOM, List.of(new Frame.LanePosition(0, 1042))));
        frames.put(
                "resumed-held-lanes",
                new Frame.Resumed(16, ROOM, List.of(new Frame.LanePosition(0, 1042), new Frame.LanePosition(3, 7))));
    }
}
