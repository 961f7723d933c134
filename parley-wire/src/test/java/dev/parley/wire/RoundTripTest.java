package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.Shop.Colour;
import dev.parley.wire.Shop.Command;
import dev.parley.wire.Shop.Item;
import dev.parley.wire.Shop.Outcome;
import dev.parley.wire.Shop.Pair;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever can be registered comes back as it was. */
class RoundTripTest {

    private static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

    static Stream<Arguments> values() {
        return Stream.of(scalars(), containers(), records(), sealed()).flatMap(stream -> stream);
    }

    private static Stream<Arguments> scalars() {
        return Stream.of(
                Arguments.of(int.class, 5),
                Arguments.of(Long.class, Long.MIN_VALUE),
                Arguments.of(String.class, ""),
                Arguments.of(String.class, "Grüße, 世界 🎭 \0 ? \uFFFD"),
                Arguments.of(Instant.class, Instant.MIN),
                Arguments.of(Instant.class, Instant.MAX),
                Arguments.of(Duration.class, Duration.ofSeconds(Long.MIN_VALUE)),
                Arguments.of(Duration.class, Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)),
                Arguments.of(Duration.class, Duration.ofMillis(-1)),
                Arguments.of(UUID.class, ID),
                Arguments.of(BigDecimal.class, new BigDecimal("-12.340")),
                Arguments.of(BigDecimal.class, new BigDecimal(BigInteger.ONE.shiftLeft(64), 3)),
                Arguments.of(
                        BigDecimal.class,
                        new BigDecimal(BigInteger.ONE.shiftLeft(64).negate(), -3)),
                Arguments.of(
                        BigDecimal.class,
                        new BigDecimal(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE))),
                Arguments.of(BigDecimal.class, new BigDecimal(BigInteger.ONE.shiftLeft(4094), 10_000)),
                Arguments.of(Double.class, Double.NaN),
                Arguments.of(Double.class, -0.0),
                Arguments.of(Double.class, Double.MIN_VALUE),
                Arguments.of(Float.class, Float.NEGATIVE_INFINITY),
                Arguments.of(Colour.class, Colour.BLUE));
    }

    private static Stream<Arguments> containers() {
        return Stream.of(
                Arguments.of(new TypeToken<List<Optional<Item>>>() {}.type(), List.of(Optional.empty(), some())),
                Arguments.of(new TypeToken<Optional<String>>() {}.type(), Optional.empty()),
                Arguments.of(new TypeToken<Optional<String>>() {}.type(), Optional.of("x")),
                Arguments.of(new TypeToken<Map<Boolean, List<Long>>>() {}.type(), Map.of(true, List.of(1L, -1L))),
                Arguments.of(new TypeToken<Map<List<String>, Item>>() {}.type(), Map.of(List.of("k"), item("v"))),
                Arguments.of(new TypeToken<Set<Set<Colour>>>() {}.type(), Set.of(Set.of(), Set.of(Colour.RED))));
    }

    private static Stream<Arguments> records() {
        return Stream.of(
                record(new Shop.Numbers(
                        (byte) -128, Short.MIN_VALUE, Integer.MIN_VALUE, -1, '\uD800', true, 0.1f, 0.1)),
                record(new Shop.Numbers((byte) 127, Short.MAX_VALUE, Integer.MAX_VALUE, 24, 'a', false, -0f, 1e300)),
                record(new Shop.Boxes((byte) 1, (short) 2, 3, 4L, 'c', true, 5f, 6.0)),
                record(new Shop.Values(
                        "text",
                        Instant.ofEpochSecond(-1, 1),
                        Duration.ofMillis(1500),
                        ID,
                        new BigDecimal("0.10"),
                        Colour.GREEN,
                        new Shop.Blob(new byte[] {1, 2}))),
                record(new Shop.Containers(
                        List.of("b", "a"),
                        List.of(3, 1),
                        Set.of("x", "y"),
                        ordered("y", "x"),
                        Map.of("k", 1),
                        colours())),
                record(new Shop.Keys(
                        Map.of(item("a"), "a", item("b"), "b"),
                        Map.of(ID, item("c")),
                        Map.of(0.5, Colour.RED),
                        Set.of(item("d"), item("e")))),
                record(new Shop.Maybe(Optional.of("t"), List.of(Optional.of(1), Optional.empty()), null)),
                record(new Shop.Maybe(Optional.empty(), List.of(), item("i"))),
                record(new Shop.Empty()),
                record(new Shop.Pairs(
                        new Pair<>("a", new Pair<>(1, ID)), List.of(new Pair<>(item("a"), Optional.of(Colour.RED))))),
                record(new Shop.Pairs(
                        new Pair<>("a", new Pair<>(1, ID)), List.of(new Pair<>(item("a"), Optional.empty())))),
                record(new Shop.Tree("root", List.of(new Shop.Tree("leaf", List.of())))),
                record(new Shop.Link(1, Optional.of(new Shop.Link(2, Optional.empty())))),
                record(Shop.Holder.of(5)));
    }

    private static Stream<Arguments> sealed() {
        return Stream.of(
                Arguments.of(Command.class, new Command.Add(item("a"))),
                Arguments.of(Command.class, new Command.Change.Rename("a", "b")),
                Arguments.of(Command.class, Command.Signal.PONG),
                Arguments.of(Command.Change.class, new Command.Change.Paint(Colour.BLUE)),
                record(new Shop.Batch(
                        List.of(new Command.Remove("a"), new Command.Change.Paint(Colour.RED), Command.Signal.PING),
                        new Command.Change.Rename("x", "y"))),
                record(new Shop.Outcomes(new Outcome.Counted(3), new Outcome.Ok<>(List.of("a")))),
                record(new Shop.Outcomes(new Outcome.Err<>("no"), new Outcome.Err<>("no"))),
                Arguments.of(
                        new TypeToken<Shop.Cache<String, List<Item>>>() {}.type(),
                        new Shop.Cache.Put<>("k", List.of(item("v")))));
    }

    @ParameterizedTest
    @MethodSource("values")
    void comesBackEqual(Type type, Object value) throws WireException {
        Codecs codecs = Codecs.builder().build();
        codecs.register(type);
        byte[] bytes = codecs.encode(type, value);
        Object again = codecs.decode(type, bytes);
        assertThat(again).isEqualTo(value);
        assertThat(codecs.encode(type, again)).isEqualTo(bytes);
    }

    @Test
    void sequencedContainersKeepTheirOrder() throws WireException {
        Codecs codecs = Codecs.builder().build();
        codecs.register(Shop.Containers.class);
        Shop.Containers value =
                new Shop.Containers(List.of(), List.of(), Set.of(), ordered("z", "a", "m"), Map.of(), colours());
        Shop.Containers again =
                (Shop.Containers) codecs.decode(Shop.Containers.class, codecs.encode(Shop.Containers.class, value));
        assertThat(again.ordered()).containsExactly("z", "a", "m");
        assertThat(again.orderedMap().sequencedKeySet()).containsExactly(Colour.GREEN, Colour.RED);
    }

    @Test
    void equalSetsAndMapsHaveEqualBytesWhateverTheirOrder() throws WireException {
        Type type = new TypeToken<Map<String, Set<Integer>>>() {}.type();
        Codecs codecs = Codecs.builder().build();
        codecs.register(type);
        Map<String, Set<Integer>> forth = new LinkedHashMap<>();
        Map<String, Set<Integer>> back = new LinkedHashMap<>();
        for (int i = 0; i < 100; i++) {
            forth.put("k" + i, new LinkedHashSet<>(List.of(i, 2 * i + 1000, 3 * i + 2000)));
            back.put("k" + (99 - i), new LinkedHashSet<>(List.of(3 * (99 - i) + 2000, 99 - i, 2 * (99 - i) + 1000)));
        }
        assertThat(forth).isEqualTo(back);
        assertThat(codecs.encode(type, forth)).isEqualTo(codecs.encode(type, back));
    }

    @Test
    void whatComesBackCannotBeChanged() throws WireException {
        Type type = new TypeToken<List<Map<String, Set<String>>>>() {}.type();
        Codecs codecs = Codecs.builder().build();
        codecs.register(type);
        Object value = List.of(new HashMap<>(Map.of("k", new LinkedHashSet<>(List.of("v")))));
        List<?> again = (List<?>) codecs.decode(type, codecs.encode(type, value));
        Map<?, ?> map = (Map<?, ?>) again.getFirst();
        assertThat(again).isUnmodifiable();
        assertThat(map).isUnmodifiable();
        assertThat((Set<?>) map.get("k")).isUnmodifiable();
        assertThat(List.copyOf(again)).isSameAs(again);
    }

    private static Arguments record(Record value) {
        return Arguments.of(value.getClass(), value);
    }

    private static Item item(String name) {
        return new Item(name, 1);
    }

    private static Optional<Item> some() {
        return Optional.of(item("some"));
    }

    private static SequencedSet<String> ordered(String... elements) {
        return new LinkedHashSet<>(new ArrayList<>(List.of(elements)));
    }

    private static SequencedMap<Colour, Item> colours() {
        LinkedHashMap<Colour, Item> colours = new LinkedHashMap<>();
        colours.put(Colour.GREEN, item("g"));
        colours.put(Colour.RED, item("r"));
        return colours;
    }
}
