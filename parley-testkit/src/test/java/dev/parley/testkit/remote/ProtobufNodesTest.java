package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.Failure;
import dev.parley.json.JsonPayloads;
import dev.parley.protobuf.ProtobufPayloads;
import dev.parley.remote.NodeConfig;
import dev.parley.testkit.simulation.Seeds;
import dev.parley.testkit.simulation.Simulation;
import dev.parley.wire.Frame;
import dev.parley.wire.Frame.Hello.Offer;
import dev.parley.wire.WireBytes;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node that writes Protocol Buffers does so wherever they are read, and is understood by all others. */
class ProtobufNodesTest {
    /** A request that was refused because it cannot be decoded. */
    private static final String NOT_DECODABLE = "a200030106";

    private final Town town = new Town(Simulation.of(3));

    private static NodeConfig protobuf(NodeConfig config) {
        return config.withPayloads(ProtobufPayloads.standard());
    }

    private static NodeConfig json(NodeConfig config) {
        return config.withPayloads(JsonPayloads.readable());
    }

    private static String hex(WireBytes bytes) {
        return HexFormat.of().formatHex(bytes.array());
    }

    private static Frame.Body message(String type, String hex) {
        return new Frame.Body(type, Frame.PROTOBUF, WireBytes.of(HexFormat.of().parseHex(hex)));
    }

    private Frame.Body told(JsonPeer peer, Desk.Cmd note) {
        ActorRef<Desk.Cmd> there = town.node("v").at(ActorAddress.parse("actor://x:9009/user/desk"), Desk.Cmd.class);
        return peer.told(() -> there.tell(note));
    }

    @Test
    void writesMessagesForAPeerThatReadsThem() {
        town.member("v", ProtobufNodesTest::protobuf);
        JsonPeer peer = new JsonPeer(town, "v", Offer.READS_PROTOBUF, 0);
        assertThat(peer.control.welcome().offer().has(Offer.READS_PROTOBUF)).isTrue();
        assertThat(told(peer, new Desk.Note(7))).isEqualTo(message("Desk.Note", "080e"));
        Frame.Reply answer = peer.ask("/user/desk", message("Desk.Count", "7801"));
        assertThat(answer.codec()).isEqualTo(Frame.PROTOBUF);
        assertThat(hex(answer.payload())).as("100, in field 1").isEqualTo("08c801");
        Frame.Reply failure = peer.ask("/user/desk", message("Desk.Refuse", "0a026e6f"));
        assertThat(failure.codec()).isEqualTo(Frame.CBOR);
        assertThat(hex(failure.payload())).isEqualTo("a2000401626e6f");
    }

    @Test
    void refusesBrokenMessagesOneByOneAndTheConnectionLivesOn() {
        town.member("v", ProtobufNodesTest::protobuf);
        JsonPeer peer = new JsonPeer(town, "v", Offer.READS_PROTOBUF, 0);
        for (String broken : List.of("", "08", "0a05", "1b", "0801", "0a016e0a016f", "00")) {
            Frame.Reply refused = peer.ask("/user/desk", message("Desk.Refuse", broken));
            assertThat(hex(refused.payload())).as(broken).isEqualTo(NOT_DECODABLE);
        }
        assertThat(hex(peer.ask("/user/desk", message("Desk.Count", "")).payload()))
                .isEqualTo("08c801");
    }

    @Test
    void writesCborForAPeerThatReadsSomethingElse() {
        town.member("v", ProtobufNodesTest::protobuf);
        JsonPeer peer = new JsonPeer(town, "v", Offer.READS_JSON, 0);
        assertThat(hex(told(peer, new Desk.Note(7)).payload())).isEqualTo("a10107");
        Frame.Reply refused = peer.ask("/user/desk", JsonPeer.json("Desk.Count", "{}"));
        assertThat(hex(refused.payload())).isEqualTo(NOT_DECODABLE);
    }

    @Test
    void everybodyTalksToEverybodyWhateverItWrites() {
        List<String> members = List.of("m", "n", "o", "p");
        Seeds.forEach(
                simulation -> {
                    Town all = new Town(simulation);
                    all.member("m", ProtobufNodesTest::protobuf);
                    all.member("n", ProtobufNodesTest::protobuf);
                    all.member("o", ProtobufNodesTest::json);
                    all.member("p");
                    all.guest("g", "m", ProtobufNodesTest::protobuf);
                    for (String from : List.of("m", "n", "o", "p", "g")) {
                        members.forEach(to -> talk(all, from, to));
                    }
                },
                10);
    }

    private static void talk(Town town, String from, String to) {
        ActorRef<Desk.Cmd> desk = town.exported(from, to);
        assertThat(desk.ask(new Desk.Count())).isGreaterThanOrEqualTo(100);
        desk.tell(new Desk.Introduce(town.home(from), to.charAt(0)));
        town.until(to + " has written to " + from, () -> town.desk(from).notes.contains((int) to.charAt(0)));
        assertThat(desk.ask(new Desk.Fetch(1_000))).hasSize(1_000);
        assertThat(Town.failure(desk, new Desk.Refuse("no"))).isEqualTo(new Failure.Rejected("no"));
    }
}
