package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.Failure;
import dev.parley.json.JsonPayloads;
import dev.parley.remote.Endpoint;
import dev.parley.remote.NodeConfig;
import dev.parley.remote.PeerSnapshot;
import dev.parley.testkit.simulation.Seeds;
import dev.parley.testkit.simulation.Simulation;
import dev.parley.wire.CborReader;
import dev.parley.wire.CborWriter;
import dev.parley.wire.Frame;
import dev.parley.wire.Frame.Hello.Offer;
import dev.parley.wire.PayloadEncoding;
import dev.parley.wire.Shape;
import dev.parley.wire.WireBytes;
import dev.parley.wire.lock.ProtocolLock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that writes readable payloads does so wherever they are read, and is understood by all others. */
class JsonNodesTest {
    private static final String LOCK = "# protocol.lock v1\nenum Mark\n  0 ON\n";

    /** A request that was refused because it cannot be decoded. */
    private static final String NOT_DECODABLE = "a200030106";

    private static final int FITS_IN_CBOR_ONLY = 13 << 20;

    private final Simulation simulation = Simulation.of(3);
    private final Town town = new Town(simulation);

    @AfterEach
    void close() {
        simulation.close();
    }

    private static NodeConfig readable(NodeConfig config) {
        return config.withPayloads(JsonPayloads.readable());
    }

    private JsonPeer peerOfReadable(long capabilities) {
        town.member("v", JsonNodesTest::readable);
        return new JsonPeer(town, "v", capabilities, 0);
    }

    private ActorRef<Desk.Cmd> atPeer(String path) {
        return town.node("v").at(ActorAddress.parse("actor://x:9009" + path), Desk.Cmd.class);
    }

    private static String text(WireBytes bytes) {
        return new String(bytes.array(), StandardCharsets.UTF_8);
    }

    private static String hex(WireBytes bytes) {
        return HexFormat.of().formatHex(bytes.array());
    }

    // ---- on the wire

    @Test
    void writesWhatPeopleCanReadForAPeerThatReadsIt() {
        JsonPeer peer = peerOfReadable(Offer.READS_JSON);
        assertThat(peer.control.welcome().offer().has(Offer.READS_JSON)).isTrue();
        Frame.Body note = peer.told(() -> atPeer("/user/desk").tell(new Desk.Note(7)));
        assertThat(note).isEqualTo(JsonPeer.json("Desk.Note", "{\"number\":7}"));
        ActorRef<Desk.Cmd> home = town.home("v");
        Frame.Body introduction = peer.told(() -> atPeer("/user/desk").tell(new Desk.Introduce(home, 1)));
        ActorAddress address = home.address();
        assertThat(text(introduction.payload()))
                .isEqualTo("{\"other\":\"" + address + "@"
                        + Long.toUnsignedString(address.node().incarnation()) + "\",\"number\":1}");
    }

    @Test
    void answersInJsonWhateverItWasAskedInButFailuresInCbor() {
        JsonPeer peer = peerOfReadable(Offer.READS_JSON);
        Frame.Reply toJson = peer.ask("/user/desk", JsonPeer.json("Desk.Count", " { \"later\" : [1] } "));
        Frame.Reply toCbor =
                peer.ask("/user/desk", new Frame.Body("Desk.Count", WireBytes.of(new byte[] {(byte) 0xA0})));
        assertThat(toJson.codec()).isEqualTo(Frame.JSON);
        assertThat(text(toJson.payload())).isEqualTo("100").isEqualTo(text(toCbor.payload()));
        Frame.Reply failure = peer.ask("/user/desk", JsonPeer.json("Desk.Refuse", "{\"why\":\"no\"}"));
        assertThat(failure.failure()).isTrue();
        assertThat(failure.codec()).isEqualTo(Frame.CBOR);
        assertThat(hex(failure.payload())).isEqualTo("a2000401626e6f");
    }

    @Test
    void writesCborForAPeerThatHasNotSaidThatItReadsJson() {
        JsonPeer peer = peerOfReadable(Offer.FULL & ~Offer.INTERNS);
        Frame.Body note = peer.told(() -> atPeer("/user/desk").tell(new Desk.Note(7)));
        assertThat(hex(note.payload())).isEqualTo("a10107");
        Frame.Reply reply = peer.ask("/user/desk", JsonPeer.json("Desk.Count", "{}"));
        assertThat(reply.codec()).isEqualTo(Frame.CBOR);
        assertThat(hex(reply.payload())).isEqualTo("1864");
    }

    @Test
    void aNodeThatIsNotSetToItSpeaksCborAndRefusesJsonAsWhatItCannotDecode() {
        town.member("v");
        JsonPeer peer = new JsonPeer(town, "v", Offer.READS_JSON, 0);
        assertThat(peer.control.welcome().offer().has(Offer.READS_JSON)).isFalse();
        Frame.Body note = peer.told(() -> atPeer("/user/desk").tell(new Desk.Note(7)));
        assertThat(note.codec()).isEqualTo(Frame.CBOR);
        Frame.Reply refused = peer.ask("/user/desk", JsonPeer.json("Desk.Count", "{}"));
        assertThat(hex(refused.payload())).isEqualTo(NOT_DECODABLE);
        assertThat(peer.lane.isClosed()).isFalse();
    }

    @Test
    void refusesBrokenJsonOneByOneAndTheConnectionLivesOn() {
        JsonPeer peer = peerOfReadable(Offer.READS_JSON);
        for (String broken : List.of("", "{", "[]", "{} {}", "{\"number\":1e999}", "{\"number\":\"one\"}", "\0")) {
            Frame.Reply refused = peer.ask("/user/desk", JsonPeer.json("Desk.Refuse", broken));
            assertThat(hex(refused.payload())).as(broken).isEqualTo(NOT_DECODABLE);
        }
        assertThat(text(peer.ask("/user/desk", JsonPeer.json("Desk.Count", "{}"))
                        .payload()))
                .isEqualTo("100");
    }

    // ---- names

    @Test
    void writesJsonOnlyWhereNamesAreKnownToBeTheSame() {
        long same = ProtocolLock.parse(LOCK).fingerprint();
        town.member("v", config -> readable(config).withProtocolLock(LOCK));
        JsonPeer peer = new JsonPeer(town, "v", Offer.READS_JSON, same);
        assertThat(peer.told(() -> atPeer("/user/desk").tell(new Desk.Note(7))).codec())
                .isEqualTo(Frame.JSON);
    }

    @Test
    void writesCborWhereThePeerGoesByAnotherLock() {
        town.member("v", config -> readable(config).withProtocolLock(LOCK));
        JsonPeer peer = new JsonPeer(town, "v", Offer.READS_JSON, 12);
        assertThat(peer.told(() -> atPeer("/user/desk").tell(new Desk.Note(7))).codec())
                .isEqualTo(Frame.CBOR);
    }

    // ---- guests

    @Test
    void writesCborForGuestsOfAMemberThatReadsJson() {
        JsonPeer peer = peerOfReadable(Offer.READS_JSON);
        Frame.Body note = peer.told(() -> atPeer("/guest/7/user/desk").tell(new Desk.Note(7)));
        assertThat(note.codec()).isEqualTo(Frame.CBOR);
        Frame.Reply reply = peer.ask("/user/desk", JsonPeer.json("Desk.Count", "{}"), 7);
        assertThat(reply.codec()).isEqualTo(Frame.CBOR);
    }

    @Test
    void refusesToHandJsonOnToAGuest() {
        JsonPeer peer = peerOfReadable(Offer.READS_JSON);
        town.guest("g", "v", JsonNodesTest::readable);
        town.until("the guest is in", () -> town.node("v").peers().stream().anyMatch(PeerSnapshot::guest));
        String desk = "/guest/" + town.home("g").address().path().split("/", -1)[2] + "/user/desk";
        assertThat(hex(peer.ask(desk, JsonPeer.json("Desk.Count", "{}")).payload()))
                .isEqualTo(NOT_DECODABLE);
        Frame.Body cbor = new Frame.Body("Desk.Count", WireBytes.of(new byte[] {(byte) 0xA0}));
        assertThat(hex(peer.ask(desk, cbor).payload())).isEqualTo("1864");
    }

    @Test
    void aMemberDoesNotTellItsGuestsThatItReadsJson() {
        town.member("v", JsonNodesTest::readable);
        RawPeer guest = RawPeer.dial(town.simulation.node("x"), new Endpoint("v", Town.PORT));
        guest.send(RawPeer.guestHello(0, 0));
        town.until("it is welcomed", () -> guest.count(Frame.Hello.class) == 1);
        assertThat(guest.welcome().offer().has(Offer.INTERNS)).isTrue();
        assertThat(guest.welcome().offer().has(Offer.READS_JSON)).isFalse();
    }

    // ---- whole nodes

    /** Members m and n that write JSON, o that does not, and a guest of each. */
    private static void in(int seeds, Consumer<Town> scene) {
        Seeds.forEach(
                simulation -> {
                    Town town = new Town(simulation);
                    town.member("m", JsonNodesTest::readable);
                    town.member("n", JsonNodesTest::readable);
                    town.member("o");
                    town.guest("g", "m", JsonNodesTest::readable);
                    town.guest("h", "o");
                    scene.accept(town);
                },
                seeds);
    }

    @Test
    void everybodyTalksToEverybody() {
        List<String> members = List.of("m", "n", "o");
        in(10, town -> {
            for (String from : List.of("m", "n", "o", "g", "h")) {
                for (String to : members) {
                    ActorRef<Desk.Cmd> desk = town.exported(from, to);
                    assertThat(desk.ask(new Desk.Count())).isGreaterThanOrEqualTo(100);
                    desk.tell(new Desk.Introduce(town.home(from), to.charAt(0)));
                    town.until(
                            to + " has written to " + from,
                            () -> town.desk(from).notes.contains((int) to.charAt(0)));
                    assertThat(desk.ask(new Desk.Fetch(1_000))).hasSize(1_000);
                    assertThat(Town.failure(desk, new Desk.Refuse("no"))).isEqualTo(new Failure.Rejected("no"));
                }
            }
        });
    }

    @Test
    void requestsAreHandedOnToThirdNodesAndToGuestsOfOthers() {
        in(10, town -> {
            for (String from : List.of("m", "o", "g", "h")) {
                for (String at : List.of("m", "n", "o", "g", "h")) {
                    assertThat(town.exported(from, "n").ask(new Desk.Route(town.home(at))))
                            .as(from + " asks n, which asks " + at)
                            .isEqualTo(100);
                }
            }
        });
    }

    @Test
    void whatIsTooLongInJsonLeavesInCbor() {
        town.member("m", JsonNodesTest::readable);
        town.member("n", JsonNodesTest::readable);
        town.exported("m", "n").tell(new Desk.Blob(new byte[FITS_IN_CBOR_ONLY]));
        town.until("it has come", () -> town.desk("n").notes.contains(FITS_IN_CBOR_ONLY));
        Duration overASmallWindow = Duration.ofMinutes(1);
        assertThat(town.exported("m", "n").ask(new Desk.Fetch(FITS_IN_CBOR_ONLY), overASmallWindow))
                .hasSize(FITS_IN_CBOR_ONLY);
    }

    @Test
    void refusesAnEncodingThatTheWireDoesNotHave() {
        PayloadEncoding other = new PayloadEncoding() {
            @Override
            public int number() {
                return 3;
            }

            @Override
            public byte[] write(CborReader cbor, Shape shape) {
                return new byte[0];
            }

            @Override
            public void read(byte[] payload, Shape shape, CborWriter cbor) {}
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeConfig.member("a", "a:9001").withPayloads(other))
                .withMessageContaining("no payloads of encoding 3");
    }
}
