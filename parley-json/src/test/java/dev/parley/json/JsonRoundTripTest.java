package dev.parley.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.json.Shop.Colour;
import dev.parley.json.Shop.Command;
import dev.parley.json.Shop.Item;
import dev.parley.wire.WireException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever can be registered can be read by people, and comes back as it was. */
class JsonRoundTripTest {
    private static final int VALUES = Boolean.getBoolean("parley.full") ? 100_000 : 1_000;

    private final Payloads payloads = Payloads.plain();

    static Stream<Arguments> shown() {
        return Stream.of(
                Arguments.of(long.class, 9_007_199_254_740_991L, "9007199254740991"),
                Arguments.of(long.class, 9_007_199_254_740_992L, "\"9007199254740992\""),
                Arguments.of(long.class, Long.MIN_VALUE, "\"-9223372036854775808\""),
                Arguments.of(double.class, -0.0, "-0.0"),
                Arguments.of(double.class, Double.NaN, "\"NaN\""),
                Arguments.of(double.class, Double.NEGATIVE_INFINITY, "\"-Infinity\""),
                Arguments.of(float.class, 0.1f, "0.1"),
                Arguments.of(char.class, 'ü', "\"ü\""),
                Arguments.of(char.class, '\uD800', "55296"),
                Arguments.of(String.class, "say \"hi\" 🎭", "\"say \\\"hi\\\" 🎭\""),
                Arguments.of(byte[].class, new byte[] {-1, -2, -3, -4}, "\"//79/A==\""),
                Arguments.of(
                        Instant.class, Instant.ofEpochSecond(1_700_000_000, 5), "\"2023-11-14T22:13:20.000000005Z\""),
                Arguments.of(Duration.class, Duration.ofMillis(5_400_500), "\"PT1H30M0.5S\""),
                Arguments.of(BigDecimal.class, new BigDecimal("12.340"), "\"12.340\""),
                Arguments.of(UUID.class, new UUID(0x11, 0x22), "\"00000000-0000-0011-0000-000000000022\""),
                Arguments.of(Colour.class, Colour.BLUE, "\"BLUE\""),
                Arguments.of(
                        Command.class,
                        new Command.Add(new Item("pen", 1)),
                        "{\"Shop.Command.Add\":{\"item\":{\"name\":\"pen\",\"count\":1}}}"),
                Arguments.of(Command.class, Command.Signal.PONG, "{\"Shop.Command.Signal\":{\"constant\":\"PONG\"}}"),
                Arguments.of(Shop.Empty.class, new Shop.Empty(), "{}"),
                Arguments.of(
                        Shop.Maybe.class,
                        new Shop.Maybe(Optional.empty(), List.of(Optional.of(1), Optional.empty()), null),
                        "{\"numbers\":[1,null]}"),
                Arguments.of(new TypeToken<Map<Colour, Integer>>() {}.type(), Map.of(Colour.RED, 1), "{\"RED\":1}"),
                Arguments.of(new TypeToken<Map<Integer, Boolean>>() {}.type(), Map.of(1, true), "[[1,true]]"),
                Arguments.of(
                        new TypeToken<Map<Item, Colour>>() {}.type(),
                        Map.of(new Item("a", 1), Colour.RED),
                        "[[{\"name\":\"a\",\"count\":1},\"RED\"]]"));
    }

    @ParameterizedTest
    @MethodSource("shown")
    void isWrittenForPeople(Type type, Object value, String json) throws WireException {
        assertThat(payloads.written(type, value)).isEqualTo(json);
        assertThat(payloads.read(type, json)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyValueComesBackFromJsonWithTheSameBytesOfCbor(long seed) throws WireException {
        RandomValues random = new RandomValues(seed);
        payloads.codecs.register(Shop.Everything.class);
        for (int i = 0; i < VALUES; i++) {
            Object value = random.of(Shop.Everything.class);
            String json = payloads.written(Shop.Everything.class, value);
            byte[] again = payloads.codecs.encode(Shop.Everything.class, payloads.read(Shop.Everything.class, json));
            assertThat(again).as(json).isEqualTo(payloads.codecs.encode(Shop.Everything.class, value));
        }
    }

    @Test
    void readsWhatOthersWriteInTheirOwnWay() throws WireException {
        assertThat(payloads.read(long.class, " \"7\"\n")).isEqualTo(7L);
        assertThat(payloads.read(double.class, "7")).isEqualTo(7.0);
        assertThat(payloads.read(double.class, "1234567890123456800")).isEqualTo(1234567890123456800.0);
        assertThat(payloads.read(double.class, "\"9007199254740992\"")).isEqualTo(9007199254740992.0);
        assertThat(payloads.read(float.class, "0.10000000149")).isEqualTo(0.1f);
        assertThat(payloads.read(char.class, "97")).isEqualTo('a');
        assertThat(payloads.read(BigDecimal.class, "12.340")).isEqualTo(new BigDecimal("12.340"));
        assertThat(payloads.read(BigDecimal.class, "5")).isEqualTo(new BigDecimal("5"));
        assertThat(payloads.read(byte[].class, "\"//79/A\"")).isEqualTo(new byte[] {-1, -2, -3, -4});
        assertThat(payloads.read(Instant.class, "\"2023-11-14T23:13:20+01:00\""))
                .isEqualTo(Instant.ofEpochSecond(1_700_000_000));
        assertThat(payloads.read(Duration.class, "\"P1DT-1S\"")).isEqualTo(Duration.ofSeconds(86_399));
        assertThat(payloads.read(Shop.Order.class, "{\"items\":[],\"buyer\":\"b\\u006f\",\"due\":null,\"id\":1}"))
                .isEqualTo(new Shop.Order(1, "bo", List.of(), Optional.empty()));
    }

    @Test
    void keepsTheOrderOfSequencedContainers() throws WireException {
        Type set = new TypeToken<SequencedSet<String>>() {}.type();
        Type map = new TypeToken<SequencedMap<String, Integer>>() {}.type();
        assertThat((SequencedSet<?>) payloads.read(set, "[\"z\",\"a\",\"m\"]"))
                .map(String::valueOf)
                .containsExactly("z", "a", "m");
        assertThat(String.valueOf(payloads.read(map, "{\"z\":1,\"a\":2}"))).isEqualTo("{z=1, a=2}");
    }
}
