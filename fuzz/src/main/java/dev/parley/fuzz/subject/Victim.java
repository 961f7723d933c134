package dev.parley.fuzz.subject;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Kind;
import dev.parley.Request;
import dev.parley.fuzz.Finding;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.remote.SharedKey;
import dev.parley.wire.Frame;
import dev.parley.wire.HelloProof;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireRef;
import dev.parley.wire.WireSlot;
import dev.parley.wire.WireVersions;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A node under fire, with an exported actor and a kind that others may spawn; and the words of a peer that is correct.
 *
 * <p>Threading: one thread.
 */
final class Victim {
    /** What the actor understands. */
    sealed interface Cmd {
        record Note(int number) implements Cmd {}

        record Count() implements Cmd, Request<Cmd, Integer> {}

        record Fail(String why) implements Cmd {}

        /** Tells another actor something, and watches it. */
        record Introduce(ActorRef<Cmd> other) implements Cmd {}

        /** Hands a request on. */
        record Route(ActorRef<Cmd> other) implements Cmd, Request<Cmd, Integer> {}

        record End() implements Cmd {}
    }

    /** What it starts with. */
    record Args(int start) {}

    private static final class Desk implements Actor<Cmd> {
        private int count;

        Desk(int start) {
            count = start;
        }

        @Override
        public void onMessage(Cmd message, ActorContext<Cmd> ctx) {
            switch (message) {
                case Cmd.Note(int number) -> count += number & 1;
                case Cmd.Count request -> ctx.reply(request, count);
                case Cmd.Fail(String why) -> throw new IllegalStateException(why);
                case Cmd.Introduce(ActorRef<Cmd> other) -> {
                    other.tell(new Cmd.Note(1));
                    ctx.watch(other, _ -> new Cmd.Note(2));
                }
                case Cmd.Route request -> ctx.forward(request.other(), request);
                case Cmd.End() -> ctx.stop();
            }
        }
    }

    static final String HOST = "v";
    static final int PORT = 9001;
    static final WireBytes KEY = WireBytes.of(HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f"));

    /** In the place of a proof: the one who speaks knows the key, so the right proof is put there. */
    static final WireBytes TO_BE_PROVEN =
            WireBytes.of("to be proven by who has the key!".getBytes(StandardCharsets.US_ASCII));

    private static final Kind<Cmd, Args> KIND = Kind.of("desk", Cmd.class, Args.class, args -> new Desk(args.start()));

    final QuietWorld world;
    final Node node;
    private final boolean keyed;
    private int visitors;

    Victim(long seed, boolean keyed) {
        this.world = new QuietWorld(seed);
        this.keyed = keyed;
        NodeConfig config = NodeConfig.member(HOST, HOST + ":" + PORT);
        this.node = Node.start(keyed ? config.withKey(SharedKey.of(KEY.array())) : config, world, KIND);
        node.export("desk", Cmd.class, node.system().spawn("desk", () -> new Desk(1)));
        world.settle();
    }

    boolean isKeyed() {
        return keyed;
    }

    /** The exported actor. */
    static WireRef desk() {
        return new WireRef(new WireNode(HOST, PORT, 0), "/user/desk", 0);
    }

    /** A peer that nobody has seen yet. */
    String visitor() {
        visitors++;
        return "p" + visitors;
    }

    static Frame.Hello hello(String host, Frame.Hello.Session session, WireBytes proof) {
        return new Frame.Hello(
                new Frame.Hello.Offer(WireVersions.OURS, 0, 0),
                new Frame.Hello.Peer("parley", new WireNode(host, PORT, 77), host),
                session,
                new Frame.Hello.Challenge(WireBytes.of(new byte[HelloProof.NONCE_BYTES]), proof));
    }

    /** A correct peer dials, and is let in on this connection. */
    Wire admitted(String host, Frame.Hello.Session session) {
        Wire wire = Wire.dial(world, host);
        Frame.Hello first = hello(host, session, WireBytes.EMPTY);
        wire.say(first);
        Frame.Hello answer = wire.first(Frame.Hello.class)
                .orElseThrow(() -> new Finding("a correct peer is not welcomed: " + wire.heard));
        if (keyed) {
            wire.say(first.proven(HelloProof.ofDialler(KEY, first, answer)));
        }
        return wire;
    }

    /** A correct peer is served, whatever went on before; by an actor that nobody could stop yet. */
    void requireServing() {
        node.export("office", Cmd.class, node.system().spawn("office", () -> new Desk(1)));
        world.settle();
        Wire control = control(visitor());
        Wire lane = lane(control);
        Frame.Body count = new Frame.Body(nameOf(Cmd.Count.class), WireBytes.of(new byte[] {(byte) 0xA0}));
        WireSlot slot = new WireSlot(new WireNode(control.host(), PORT, 77), 0, 5);
        WireRef office = new WireRef(desk().node(), "/user/office", 0);
        lane.say(new Frame.User(office, WireRef.NONE, slot, 0, count));
        if (lane.first(Frame.Reply.class).filter(reply -> !reply.failure()).isEmpty()) {
            throw new Finding("a correct peer is not served: " + control.heard + " " + lane.heard);
        }
        control.hangUp();
        lane.hangUp();
    }

    /** The control connection of a correct peer. */
    Wire control(String host) {
        Wire control = admitted(host, new Frame.Hello.Session(1, 0, Frame.CONTROL, 0));
        control.say(new Frame.Heartbeat(0));
        return control;
    }

    /** The open lane beside it. */
    Wire lane(Wire control) {
        long own = control.first(Frame.Hello.class).orElseThrow().session().own();
        Wire lane = admitted(control.host(), new Frame.Hello.Session(1, own, 0, 0));
        lane.say(new Frame.Lane(0, 1, 0));
        lane.first(Frame.Lane.class).ifPresent(theirs -> lane.say(new Frame.LaneAt(0, theirs.generation(), 0)));
        return lane;
    }

    /** What a message is called on the wire. */
    static String nameOf(Class<? extends Cmd> message) {
        String full = message.getName();
        return full.substring(full.lastIndexOf('.') + 1).replace('$', '.');
    }
}
