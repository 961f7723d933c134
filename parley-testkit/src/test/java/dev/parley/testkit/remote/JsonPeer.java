package dev.parley.testkit.remote;

import dev.parley.remote.Endpoint;
import dev.parley.remote.Node;
import dev.parley.remote.transport.NodeEnvironment;
import dev.parley.wire.Frame;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireRef;
import dev.parley.wire.WireSlot;
import dev.parley.wire.WireVersions;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A member x that speaks by hand over both connections of its link with a node. */
final class JsonPeer {
    private final Town town;
    private final Node node;
    private final NodeEnvironment world;
    private final Frame.Hello.Offer offer;

    final RawPeer control;
    final RawPeer lane;

    /** Connects to a member of that town. */
    JsonPeer(Town town, String to, long capabilities, long schema) {
        this.town = town;
        this.node = town.node(to);
        this.world = town.simulation.node("x");
        this.offer = new Frame.Hello.Offer(WireVersions.OURS, capabilities, schema);
        control = connect(new Frame.Hello.Session(RawPeer.SESSION, 0, Frame.CONTROL, 0));
        control.goOn();
        town.until("the link is up", () -> control.count(Frame.Heartbeat.class) > 0);
        long session = control.welcome().session().own();
        lane = connect(new Frame.Hello.Session(RawPeer.SESSION, session, 0, 0));
        lane.reaction = this::open;
        lane.send(new Frame.Lane(0, 1, 0));
        town.until("the lane is open", () -> lane.count(Frame.LaneAt.class) == 1);
    }

    private RawPeer connect(Frame.Hello.Session session) {
        RawPeer peer =
                RawPeer.dial(world, new Endpoint(node.id().host(), node.id().port()));
        peer.send(RawPeer.hello(offer, new Frame.Hello.Peer("parley", RawPeer.SELF, "x"), session));
        town.until("it is welcomed", () -> peer.count(Frame.Hello.class) == 1);
        return peer;
    }

    private void open(Frame frame) {
        if (frame instanceof Frame.Lane(int number, long generation, long _)) {
            lane.send(new Frame.LaneAt(number, generation, 0));
        }
    }

    /** Asks whoever has that path at the node, and waits for the answer. */
    Frame.Reply ask(String path, Frame.Body body) {
        return ask(path, body, 0);
    }

    /** The same for one of its own guests. */
    Frame.Reply ask(String path, Frame.Body body, long guest) {
        WireNode there =
                new WireNode(node.id().host(), node.id().port(), node.id().incarnation());
        long before = lane.count(Frame.Reply.class);
        WireSlot slot = new WireSlot(RawPeer.SELF, guest, before + 1);
        lane.send(new Frame.User(new WireRef(there, path, 0), WireRef.NONE, slot, 5_000, body));
        town.until("an answer to " + body.type(), () -> lane.count(Frame.Reply.class) > before);
        return replies().getLast();
    }

    private List<Frame.Reply> replies() {
        return lane.heard.stream()
                .filter(Frame.Reply.class::isInstance)
                .map(Frame.Reply.class::cast)
                .toList();
    }

    /** The next message that the node tells. */
    Frame.Body told(Runnable telling) {
        long before = lane.count(Frame.User.class);
        telling.run();
        town.until("it is told", () -> lane.count(Frame.User.class) > before);
        return lane.heard.stream()
                .filter(Frame.User.class::isInstance)
                .map(frame -> ((Frame.User) frame).body())
                .toList()
                .getLast();
    }

    static Frame.Body json(String type, String payload) {
        return new Frame.Body(type, Frame.JSON, WireBytes.of(payload.getBytes(StandardCharsets.UTF_8)));
    }
}
