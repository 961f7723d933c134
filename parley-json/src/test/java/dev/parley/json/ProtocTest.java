package dev.parley.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.protobuf.ProtoFile;
import dev.parley.protobuf.ProtobufPayloads;
import dev.parley.wire.CborReader;
import dev.parley.wire.CborWriter;
import dev.parley.wire.Codecs;
import dev.parley.wire.Frame;
import dev.parley.wire.Shape;
import dev.parley.wire.ValueCodec;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireException;
import dev.parley.wire.lock.ProtocolLock;
import java.io.IOException;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What others make of our file with protoc reads what we write, and writes what we read. */
@EnabledIf(value = "dev.parley.json.Protoc#isThere", disabledReason = "NO PROTOC FOR THIS PLATFORM: nothing is tested")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtocTest {
    private static final int VALUES = Boolean.getBoolean("parley.full") ? 20_000 : 200;
    private static final Path VECTORS = Path.of("..", "docs", "vectors", "payloads-protobuf.json");

    /** The messages of what has no class of its own. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("long", "ValueOfLong"),
            Map.entry("int", "ValueOfLong"),
            Map.entry("char", "ValueOfChar"),
            Map.entry("boolean", "ValueOfBool"),
            Map.entry("double", "ValueOfDouble"),
            Map.entry("float", "ValueOfFloat"),
            Map.entry("String", "ValueOfString"),
            Map.entry("byte[]", "ValueOfBytes"),
            Map.entry("UUID", "ValueOfUuid"),
            Map.entry("Instant", "ValueOfInstant"),
            Map.entry("Duration", "ValueOfDuration"),
            Map.entry("BigDecimal", "ValueOfDecimal"),
            Map.entry("List<Integer>", "ListOfLong"),
            Map.entry("List<Optional<Integer>>", "ListOfValueOfLong"),
            Map.entry("Set<String>", "ListOfString"),
            Map.entry("Map<String,Integer>", "MapOfStringAndLong"),
            Map.entry("Map<Integer,Boolean>", "MapOfLongAndBool"),
            Map.entry("Map<Item,Colour>", "ListOfShop_ItemAndShop_Colour"));

    /** Ids on both sides of the numbers that are reserved, and none that is 0. */
    private static final String LOCK = """
        # protocol.lock v1

        enum ProtocTest.Weekday
          7 MONDAY
          40000 SUNDAY

        record ProtocTest.Wide
          3 day ProtocTest.Weekday!
          18999 below long
          19000 at long
          65535 most long

        sealed ProtocTest.Odd
          19999 ProtocTest.Odd.Leaf
          4 ProtocTest.Odd.Other
        """;

    private final Codecs codecs = codecs(ProtocolLock.empty());

    enum Weekday {
        MONDAY,
        SUNDAY
    }

    record Wide(Weekday day, long below, long at, long most) {}

    sealed interface Odd {
        record Leaf(long leaf) implements Odd {}

        record Other() implements Odd {}
    }

    /** Names that are one where case and underscores do not count, and words of Protocol Buffers. */
    record Nasty(
            long aB,
            long a_b,
            long ab,
            long $$,
            long $,
            String message,
            Map<String, Long> byId,
            ByIdEntry entry,
            Signal optional,
            Signal.Sub reserved) {
        record ByIdEntry(long value) {}
    }

    enum Signal {
        A_B,
        AB,
        aB;

        record Sub(long value) {}
    }

    private static Codecs codecs(ProtocolLock lock) {
        return Codecs.builder().encoding(ProtobufPayloads.standard()).lock(lock).build();
    }

    /** What a ref is to a node: the codec of refs is in a module that knows actors. */
    private record Address(String host, int port, long node, String path, long incarnation) {}

    private static final class RefCodec implements ValueCodec<Address> {
        @Override
        public Shape shape() {
            return Shape.Scalar.REF;
        }

        @Override
        public void write(Address value, CborWriter out) throws WireException {
            out.beginArray(5);
            out.writeText(value.host());
            out.writeLong(value.port());
            out.writeLong(value.node());
            out.writeText(value.path());
            out.writeLong(value.incarnation());
            out.end();
        }

        @Override
        public Address read(CborReader in) throws WireException {
            in.beginArray();
            Address address =
                    new Address(in.readText(), (int) in.readLong(), in.readLong(), in.readText(), in.readLong());
            in.end();
            return address;
        }
    }

    /** Says nothing about its shape, so it travels as CBOR. */
    private static final class UriCodec implements ValueCodec<URI> {
        @Override
        public void write(URI value, CborWriter out) throws WireException {
            out.writeText(value.toString());
        }

        @Override
        public URI read(CborReader in) throws WireException {
            return URI.create(in.readText());
        }
    }

    record Visit(Address to, List<URI> links) {}

    private FileDescriptor everything;

    @BeforeAll
    void compile(@TempDir Path folder) throws IOException, InterruptedException {
        codecs.register(Shop.Everything.class);
        vectors().forEach(vector -> codecs.register(vector.type()));
        everything = Protoc.compile(folder, ProtoFile.text("shop.v1", codecs));
    }

    static Stream<Vector> vectors() {
        return Vector.all(VECTORS).filter(Vector::isAccepted);
    }

    /** Ours is read by the library, and what it writes of that by us. */
    private static void agree(Codecs codecs, Type type, Object value, Descriptor descriptor)
            throws WireException, InvalidProtocolBufferException {
        byte[] cbor = codecs.encode(type, value);
        byte[] ours = Objects.requireNonNull(codecs.encoded(type, cbor));
        DynamicMessage message = DynamicMessage.parseFrom(descriptor, ours);
        assertThat(Agreement.hasUnknownFields(message)).as("%s", message).isFalse();
        assertThat(Agreement.ofPayload(value, message))
                .as("%s is %s", value, message)
                .isTrue();
        Object again = codecs.decode(type, Frame.PROTOBUF, WireBytes.of(message.toByteArray()));
        assertThat(codecs.encode(type, again)).isEqualTo(cbor);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyKindOfComponentIsTheSameOnBothSides(long seed) throws Exception {
        RandomValues random = new RandomValues(seed);
        Descriptor descriptor = Protoc.message(everything, "Shop.Everything");
        for (int i = 0; i < VALUES; i++) {
            agree(codecs, Shop.Everything.class, random.of(Shop.Everything.class), descriptor);
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theVectorsAreWhatTheFileSays(Vector vector) throws Exception {
        Object value = codecs.decode(vector.type(), Frame.PROTOBUF, WireBytes.of(vector.bytes("protobuf")));
        String type = vector.text("type");
        Descriptor descriptor = Protoc.message(everything, NAMES.getOrDefault(type, "Shop." + type));
        agree(codecs, vector.type(), value, descriptor);
    }

    @Test
    void aLockGivesTheNumbers(@TempDir Path folder) throws Exception {
        Codecs locked = codecs(ProtocolLock.parse(LOCK));
        List.of(Wide.class, Odd.class).forEach(locked::register);
        FileDescriptor file = Protoc.compile(folder, ProtoFile.text("wide", locked));
        Descriptor wide = Protoc.message(file, "ProtocTest.Wide");
        for (Weekday day : Weekday.values()) {
            agree(locked, Wide.class, new Wide(day, 1, -2, Long.MAX_VALUE), wide);
        }
        agree(locked, Odd.class, new Odd.Leaf(5), Protoc.message(file, "ProtocTest.Odd"));
        agree(locked, Odd.class, new Odd.Other(), Protoc.message(file, "ProtocTest.Odd"));
    }

    @Test
    void namesThatProtocolBuffersWouldMixUpAreToldApart(@TempDir Path folder) throws Exception {
        Codecs nasty = codecs(ProtocolLock.empty());
        nasty.register(Nasty.class);
        nasty.register(Signal.class);
        FileDescriptor file = Protoc.compile(folder, ProtoFile.text("nasty", nasty));
        Nasty value = new Nasty(
                1, 2, 3, 4, 5, "6", Map.of("seven", 7L), new Nasty.ByIdEntry(8), Signal.aB, new Signal.Sub(9));
        byte[] cbor = nasty.encode(Nasty.class, value);
        byte[] ours = Objects.requireNonNull(nasty.encoded(Nasty.class, cbor));
        DynamicMessage message = DynamicMessage.parseFrom(Protoc.message(file, "ProtocTest.Nasty"), ours);
        assertThat(Agreement.hasUnknownFields(message)).as("%s", message).isFalse();
        assertThat(message.getAllFields()).hasSize(10);
        assertThat(nasty.decode(Nasty.class, Frame.PROTOBUF, WireBytes.of(message.toByteArray())))
                .isEqualTo(value);
    }

    @Test
    void refsAndWhatExtensionsWriteAreTheSameOnBothSides(@TempDir Path folder) throws Exception {
        Codecs extended = Codecs.builder()
                .encoding(ProtobufPayloads.standard())
                .with(Address.class, _ -> new RefCodec())
                .with(URI.class, _ -> new UriCodec())
                .build();
        extended.register(Visit.class);
        FileDescriptor file = Protoc.compile(folder, ProtoFile.text("visits", extended));
        Descriptor type = Protoc.message(file, "ProtocTest.Visit");
        for (long incarnation : new long[] {0, 7, -1}) {
            Address to = new Address("10.0.0.2", 65_535, incarnation, "/user/room", -incarnation);
            Visit visit = new Visit(to, List.of(URI.create("a:b")));
            byte[] ours = Objects.requireNonNull(extended.encoded(Visit.class, extended.encode(Visit.class, visit)));
            DynamicMessage theirs = visit(type, to, "ca:b"); // a c before it is CBOR, too: a text of three
            assertThat(DynamicMessage.parseFrom(type, ours)).isEqualTo(theirs);
            assertThat(extended.decode(Visit.class, Frame.PROTOBUF, WireBytes.of(theirs.toByteArray())))
                    .isEqualTo(visit);
        }
    }

    private static DynamicMessage visit(Descriptor type, Address to, String link) {
        Descriptor ref = type.findFieldByName("to").getMessageType();
        return DynamicMessage.newBuilder(type)
                .setField(
                        type.findFieldByName("to"),
                        DynamicMessage.newBuilder(ref)
                                .setField(ref.findFieldByName("host"), to.host())
                                .setField(ref.findFieldByName("port"), to.port())
                                .setField(ref.findFieldByName("node_incarnation"), to.node())
                                .setField(ref.findFieldByName("path"), to.path())
                                .setField(ref.findFieldByName("incarnation"), to.incarnation())
                                .build())
                .addRepeatedField(type.findFieldByName("links"), ByteString.copyFromUtf8(link))
                .build();
    }
}
