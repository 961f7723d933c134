package dev.parley.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.json.Shop.Command;
import dev.parley.json.Shop.Item;
import dev.parley.wire.CodecLimits;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are, a refusal with its number comes out, or a value; and nothing else. */
class HostileJsonTest {
    private static final long DEEP_STACK_BYTES = 16 << 20;

    private static final int INPUTS = Boolean.getBoolean("parley.full") ? 5_000_000 : 15_000;

    private static final Type SET = new TypeToken<Set<String>>() {}.type();
    private static final Type MAP = new TypeToken<Map<String, Integer>>() {}.type();
    private static final Type PAIRS = new TypeToken<Map<Integer, Integer>>() {}.type();
    private static final Type IDS = new TypeToken<Map<UUID, Integer>>() {}.type();
    private static final Type EMPTIES = new TypeToken<List<Shop.Empty>>() {}.type();

    private final Payloads payloads = Payloads.plain();

    static Stream<Arguments> broken() {
        return Stream.of(
                        Stream.of(
                                refused(long.class, "", WireError.PAYLOAD_TRUNCATED),
                                refused(Item.class, "{\"name\":\"pe", WireError.PAYLOAD_TRUNCATED),
                                refused(Item.class, "{\"name\":", WireError.PAYLOAD_TRUNCATED),
                                refused(MAP, "{", WireError.PAYLOAD_TRUNCATED),
                                refused(long.class, "1 2", WireError.PAYLOAD_MALFORMED),
                                refused(Item.class, "{\"name\":\"a\"}}", WireError.PAYLOAD_MALFORMED),
                                refused(long.class, "01", WireError.PAYLOAD_MALFORMED),
                                refused(long.class, "+1", WireError.PAYLOAD_MALFORMED),
                                refused(long.class, "nil", WireError.PAYLOAD_MALFORMED),
                                refused(long.class, "\uFEFF1", WireError.PAYLOAD_MALFORMED),
                                refused(double.class, "NaN", WireError.PAYLOAD_MALFORMED),
                                refused(Item.class, "{name:1}", WireError.PAYLOAD_MALFORMED),
                                refused(Item.class, "{\"name\":\"a\",}", WireError.PAYLOAD_MALFORMED),
                                refused(Item.class, "{\"x\":[1,],\"name\":\"a\"}", WireError.PAYLOAD_MALFORMED),
                                refused(String.class, "\"\n\"", WireError.PAYLOAD_MALFORMED),
                                refused(String.class, "\"\\uD800\"", WireError.PAYLOAD_MALFORMED),
                                refused(String.class, "\"\\uDC00\\uD800\"", WireError.PAYLOAD_MALFORMED),
                                refused(MAP, "{\"\\uD800\":1}", WireError.PAYLOAD_MALFORMED),
                                refused(String.class, "\"\\x\"", WireError.PAYLOAD_MALFORMED)),
                        Stream.of(
                                refused(long.class, "1.0", WireError.TYPE_MISMATCH),
                                refused(long.class, "\"one\"", WireError.TYPE_MISMATCH),
                                refused(long.class, "null", WireError.TYPE_MISMATCH),
                                refused(boolean.class, "1", WireError.TYPE_MISMATCH),
                                refused(String.class, "[]", WireError.TYPE_MISMATCH),
                                refused(Item.class, "[]", WireError.TYPE_MISMATCH),
                                refused(Shop.Colour.class, "1", WireError.TYPE_MISMATCH),
                                refused(Command.class, "\"PING\"", WireError.TYPE_MISMATCH),
                                refused(SET, "{}", WireError.TYPE_MISMATCH),
                                refused(SET, "[null]", WireError.TYPE_MISMATCH),
                                refused(PAIRS, "{\"1\":2}", WireError.TYPE_MISMATCH),
                                refused(PAIRS, "[[1]]", WireError.TYPE_MISMATCH),
                                refused(PAIRS, "[[1,2,3]]", WireError.TYPE_MISMATCH),
                                refused(PAIRS, "[1,2]", WireError.TYPE_MISMATCH),
                                refused(IDS, "{\"1-1-1-1-1\":2}", WireError.TYPE_MISMATCH),
                                refused(byte[].class, "\"*\"", WireError.TYPE_MISMATCH),
                                refused(Instant.class, "\"yesterday\"", WireError.TYPE_MISMATCH),
                                refused(Instant.class, "5", WireError.TYPE_MISMATCH),
                                refused(Duration.class, "\"5 s\"", WireError.TYPE_MISMATCH),
                                refused(BigDecimal.class, "\"NaN\"", WireError.TYPE_MISMATCH)),
                        Stream.of(
                                refused(long.class, "9223372036854775808", WireError.OUT_OF_RANGE),
                                refused(long.class, "\"9223372036854775808\"", WireError.OUT_OF_RANGE),
                                refused(long.class, "1".repeat(2_000), WireError.OUT_OF_RANGE),
                                refused(byte.class, "128", WireError.OUT_OF_RANGE),
                                refused(char.class, "\"ab\"", WireError.OUT_OF_RANGE),
                                refused(char.class, "65536", WireError.OUT_OF_RANGE),
                                refused(double.class, "1e999", WireError.OUT_OF_RANGE),
                                refused(float.class, "1e39", WireError.OUT_OF_RANGE),
                                refused(BigDecimal.class, "\"1E+10001\"", WireError.OUT_OF_RANGE),
                                refused(BigDecimal.class, "1e999999999", WireError.OUT_OF_RANGE),
                                refused(BigDecimal.class, "1e99999999999", WireError.OUT_OF_RANGE),
                                refused(BigDecimal.class, "\"" + "9".repeat(1_300) + "\"", WireError.OUT_OF_RANGE),
                                refused(BigDecimal.class, "\"" + "9".repeat(100_000) + "\"", WireError.OUT_OF_RANGE)),
                        Stream.of(
                                refused(Item.class, "{}", WireError.MISSING_FIELD),
                                refused(Command.class, "{}", WireError.MISSING_FIELD),
                                refused(Command.class, "{\"Shop.Command.Nuke\":{}}", WireError.UNKNOWN_CHOICE),
                                refused(Shop.Colour.class, "\"PINK\"", WireError.UNKNOWN_CHOICE),
                                refused(Item.class, "{\"name\":\"a\",\"name\":\"b\"}", WireError.KEY_ORDER),
                                refused(MAP, "{\"a\":1,\"a\":1}", WireError.KEY_ORDER),
                                refused(PAIRS, "[[1,1],[1,2]]", WireError.KEY_ORDER),
                                refused(SET, "[\"a\",\"a\"]", WireError.KEY_ORDER),
                                refused(Shop.Percent.class, "{\"value\":101}", WireError.VALUE_REFUSED)))
                .flatMap(each -> each);
    }

    private static Arguments refused(Type type, String json, WireError error) {
        return Arguments.of(type, json, error);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void refusesWithTheNumberThatCborHas(Type type, String json, WireError error) {
        payloads.refuses(type, json, error);
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        payloads.refuses(
                String.class,
                new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
                WireError.PAYLOAD_MALFORMED,
                "");
        payloads.refuses(
                String.class, new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'}, WireError.PAYLOAD_MALFORMED, "");
        payloads.refuses(String.class, "\"a\"".getBytes(StandardCharsets.UTF_16), WireError.PAYLOAD_MALFORMED, "");
    }

    @Test
    void refusesWhatIsNestedTooDeepWithoutFollowingIt() throws WireException {
        payloads.refuses(Shop.Tree.class, "{\"name\":\"a\",\"children\":[".repeat(200_000), WireError.TOO_DEEP);
        payloads.refuses(Item.class, "{\"x\":" + "[".repeat(1_000_000), WireError.TOO_DEEP);
        payloads.refuses(Item.class, "[".repeat(1_000_000), WireError.TYPE_MISMATCH);
        String deep = "{\"value\":1,\"next\":".repeat(63) + "{\"value\":1}" + "}".repeat(63);
        assertThat(payloads.read(Shop.Link.class, deep)).isInstanceOf(Shop.Link.class);
        payloads.refuses(Shop.Link.class, "{\"value\":1,\"next\":" + deep + "}", WireError.TOO_DEEP);
    }

    /** A thousand levels may need more than the usual stack, as long as the code is not compiled. */
    @Test
    void followsTheDepthOfTheRegistryBothWays() throws Exception {
        FutureTask<Void> task = new FutureTask<>(() -> {
            followDepth();
            return null;
        });
        new Thread(null, task, "deep", DEEP_STACK_BYTES).start();
        task.get();
    }

    private static void followDepth() throws WireException {
        Payloads deep = Payloads.within(new CodecLimits(1_000, 1 << 20, 10, 1 << 20));
        Optional<Shop.Link> link = Optional.empty();
        for (int i = 0; i < 1_000; i++) {
            link = Optional.of(new Shop.Link(i, link));
        }
        String json = deep.written(Shop.Link.class, link.orElseThrow());
        assertThat(deep.written(Shop.Link.class, deep.read(Shop.Link.class, json)))
                .isEqualTo(json);
        deep.refuses(Shop.Link.class, "{\"value\":1,\"next\":" + json + "}", WireError.TOO_DEEP);
    }

    @Test
    void refusesWhatWouldBuildTooMuch() {
        payloads.refuses(EMPTIES, "[" + "{},".repeat(4_000_000) + "{}]", WireError.OVER_BUDGET);
        Type byItem = new TypeToken<Map<Item, Integer>>() {}.type();
        StringBuilder many = new StringBuilder("[");
        for (int i = 0; i < 5_000; i++) {
            many.append("[{\"name\":\"a\",\"count\":").append(i).append("},1],");
        }
        payloads.refuses(byItem, many.append("[{\"name\":\"b\"},1]]").toString(), WireError.OVER_BUDGET);
    }

    @Test
    void writesNothingThatIsLongerThanAPayload() throws WireException {
        Payloads small = Payloads.within(new CodecLimits(64, 1 << 20, 10, 100));
        Type type = new TypeToken<List<Item>>() {}.type();
        List<Item> items =
                List.of(new Item("a", 1), new Item("b", 2), new Item("c", 3), new Item("d", 4), new Item("e", 5));
        small.codecs.register(type);
        assertThat(small.codecs.encoded(type, small.codecs.encode(type, items.subList(0, 4))))
                .hasSizeLessThan(100);
        assertThat(small.codecs.encoded(type, small.codecs.encode(type, items))).isNull();
    }

    @Test
    void readsALargePayloadWhoseCborIsLonger() throws WireException {
        Type type = new TypeToken<List<Double>>() {}.type();
        String json = "[" + "0,".repeat(500_000) + "0]";
        assertThat((List<?>) payloads.read(type, json)).hasSize(500_001);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void onlyRefusalsComeOutOfDamagedJson(long seed) throws WireException {
        List<byte[]> seeds = new ArrayList<>();
        RandomValues values = new RandomValues(seed);
        for (int i = 0; i < 20; i++) {
            seeds.add(payloads.written(Shop.Everything.class, values.of(Shop.Everything.class))
                    .getBytes(StandardCharsets.UTF_8));
        }
        Random random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < INPUTS; i++) {
            accepted += accepts(damaged(seeds.get(random.nextInt(seeds.size())), random)) ? 1 : 0;
        }
        assertThat(accepted).as("some damage does no harm").isPositive();
    }

    private boolean accepts(byte[] json) {
        try {
            Object value = payloads.read(Shop.Everything.class, json);
            payloads.codecs.encode(Shop.Everything.class, value);
            return true;
        } catch (WireException refused) {
            assertThat(refused.getCause())
                    .as("a fault of ours behind the refusal")
                    .isNull();
            return false;
        } catch (RuntimeException escaped) {
            throw new AssertionError(new String(json, StandardCharsets.UTF_8), escaped);
        }
    }

    private static byte[] damaged(byte[] json, Random random) {
        byte[] bytes = json.clone();
        String syntax = "{}[]\",:\\0-eE.un \u001f";
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            bytes[at] =
                    (byte) (random.nextBoolean() ? syntax.charAt(random.nextInt(syntax.length())) : random.nextInt());
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }
}
