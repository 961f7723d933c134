package dev.parley.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.parley.json.Shop.Command;
import dev.parley.json.Shop.Item;
import dev.parley.protobuf.ProtobufPayloads;
import dev.parley.wire.CodecLimits;
import dev.parley.wire.Codecs;
import dev.parley.wire.Frame;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever can be registered is a message of Protocol Buffers, and comes back as it was. */
class ProtobufRoundTripTest {
    private static final int VALUES = Boolean.getBoolean("parley.full") ? 100_000 : 1_000;

    private final Payloads payloads = Payloads.protobuf();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyValueComesBackWithTheSameBytesOfCbor(long seed) throws WireException {
        RandomValues random = new RandomValues(seed);
        for (int i = 0; i < VALUES; i++) {
            Object value = random.of(Shop.Everything.class);
            byte[] message = payloads.bytes(Shop.Everything.class, value);
            byte[] again = payloads.codecs.encode(Shop.Everything.class, payloads.read(Shop.Everything.class, message));
            assertThat(again).as("%s", value).isEqualTo(payloads.codecs.encode(Shop.Everything.class, value));
        }
    }

    /** The library reads without a schema what it has one for elsewhere. */
    @Test
    void theLibraryFindsTheFieldsWhereTheIdsSay() throws Exception {
        Shop.Order order = new Shop.Order(-2, "bo", List.of(new Item("pen", 3), new Item("", 0)), Optional.empty());
        UnknownFieldSet fields = UnknownFieldSet.parseFrom(payloads.bytes(Shop.Order.class, order));
        assertThat(fields.asMap()).containsOnlyKeys(1, 2, 3);
        assertThat(fields.getField(1).getVarintList()).as("sint64").containsExactly(3L);
        assertThat(fields.getField(2).getLengthDelimitedList()).containsExactly(ByteString.copyFromUtf8("bo"));
        assertThat(fields.getField(3).getLengthDelimitedList()).hasSize(2);
        UnknownFieldSet pen = UnknownFieldSet.parseFrom(
                fields.getField(3).getLengthDelimitedList().getFirst());
        assertThat(pen.getField(1).getLengthDelimitedList()).containsExactly(ByteString.copyFromUtf8("pen"));
        assertThat(pen.getField(2).getVarintList()).containsExactly(6L);
    }

    record Tagged(long id, List<String> tags, Map<String, Integer> scores) {}

    /** A list without a field is empty, and not what stands for one that an older program did not know. */
    @Test
    void anEmptyListIsNotTakenForAMissingOne() throws WireException {
        Codecs codecs = Codecs.builder()
                .encoding(ProtobufPayloads.standard())
                .defaults(new Tagged(7, List.of("new"), Map.of("k", 1)))
                .build();
        codecs.register(Tagged.class);
        Tagged empty = new Tagged(1, List.of(), Map.of());
        byte[] message = Objects.requireNonNull(codecs.encoded(Tagged.class, codecs.encode(Tagged.class, empty)));
        assertThat(codecs.decode(Tagged.class, Frame.PROTOBUF, WireBytes.of(message)))
                .isEqualTo(empty);
        assertThat(codecs.decode(Tagged.class, Frame.PROTOBUF, WireBytes.of(new byte[0])))
                .isEqualTo(new Tagged(7, List.of(), Map.of()));
    }

    @Test
    void readsWhatTheLibraryWritesInAnyOrderAndWithFieldsThatNobodyKnows() throws WireException {
        UnknownFieldSet.Field text = UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFromUtf8("pen"))
                .build();
        UnknownFieldSet.Field number =
                UnknownFieldSet.Field.newBuilder().addVarint(6).build();
        byte[] item = UnknownFieldSet.newBuilder()
                .addField(99, text)
                .addField(2, number)
                .addField(98, number)
                .addField(1, text)
                .build()
                .toByteArray();
        assertThat(payloads.read(Item.class, item)).isEqualTo(new Item("pen", 3));
    }

    @Test
    void damageIsRefusedAndNothingElse() throws WireException {
        Random chance = new Random(7);
        RandomValues random = new RandomValues(7);
        for (int i = 0; i < 10 * VALUES; i++) {
            byte[] message = payloads.bytes(Shop.Everything.class, random.of(Shop.Everything.class));
            for (int flips = 1 + chance.nextInt(3); flips > 0; flips--) {
                message[chance.nextInt(message.length)] ^= (byte) (1 << chance.nextInt(8));
            }
            readOrRefuse(message);
        }
    }

    private void readOrRefuse(byte[] message) {
        try {
            assertThat(payloads.read(Shop.Everything.class, message)).isNotNull();
        } catch (WireException refused) {
            assertThat(refused.error().number()).as(refused.getMessage()).isBetween(64, 75);
        }
    }

    @Test
    void isNoDeeperThanItsLimit() throws WireException {
        Payloads shallow = Payloads.protobufWithin(
                new CodecLimits(4, CodecLimits.defaults().heapBytes(), 100, 100_000));
        byte[] deep = new byte[0];
        for (int i = 0; i < 40; i++) {
            byte[] around = new byte[deep.length + 2];
            around[0] = 2 << 3 | 2;
            around[1] = (byte) deep.length;
            System.arraycopy(deep, 0, around, 2, deep.length);
            deep = around;
        }
        shallow.refuses(Shop.Tree.class, deep, WireError.TOO_DEEP, "deep");
    }

    @Test
    void aLeafIsOneOfTheFieldsOfItsRoot() throws Exception {
        byte[] message = payloads.bytes(Command.class, new Command.Add(new Item("pen", 1)));
        assertThat(UnknownFieldSet.parseFrom(message).asMap()).hasSize(1);
        assertThat(payloads.read(Command.class, message)).isEqualTo(new Command.Add(new Item("pen", 1)));
    }
}
