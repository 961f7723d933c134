package dev.parley.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.json.Shop.Colour;
import dev.parley.json.Shop.Command;
import dev.parley.json.Shop.Item;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published JSON of values, written by hand, and what it is in CBOR. */
class JsonVectorsTest {
    private static final Path FILE = Path.of("..", "docs", "vectors", "payloads-json.json");
    private static final Map<String, Type> TYPES = types();

    private final Payloads payloads = Payloads.plain();

    /** One of them. */
    record Vector(JsonNode node) {
        String text(String key) {
            return node.get(key).stringValue();
        }

        Type type() {
            return Objects.requireNonNull(TYPES.get(text("type")), text("type"));
        }

        boolean isWritten() {
            return text("direction").equals("both");
        }

        @Override
        public String toString() {
            return text("name");
        }
    }

    private static Map<String, Type> types() {
        Map<String, Type> types = new HashMap<>();
        for (Class<?> type : List.of(
                long.class,
                int.class,
                char.class,
                boolean.class,
                double.class,
                float.class,
                String.class,
                byte[].class)) {
            types.put(type.getSimpleName(), type);
        }
        for (Class<?> type : List.of(
                UUID.class,
                Instant.class,
                Duration.class,
                BigDecimal.class,
                Colour.class,
                Item.class,
                Shop.Order.class,
                Shop.Empty.class,
                Shop.Tree.class,
                Shop.Percent.class,
                Command.class)) {
            types.put(type.getSimpleName(), type);
        }
        types.put("List<Integer>", new TypeToken<List<Integer>>() {}.type());
        types.put("List<Optional<Integer>>", new TypeToken<List<Optional<Integer>>>() {}.type());
        types.put("Set<String>", new TypeToken<Set<String>>() {}.type());
        types.put("Map<String,Integer>", new TypeToken<Map<String, Integer>>() {}.type());
        types.put("Map<Integer,Boolean>", new TypeToken<Map<Integer, Boolean>>() {}.type());
        types.put("Map<Item,Colour>", new TypeToken<Map<Item, Colour>>() {}.type());
        return types;
    }

    private static Stream<Vector> all() {
        return JsonMapper.shared().readTree(FILE).get("vectors").valueStream().map(Vector::new);
    }

    static Stream<Vector> accepted() {
        return all().filter(vector -> vector.node().get("error").isNull());
    }

    static Stream<Vector> refused() {
        return all().filter(vector -> !vector.node().get("error").isNull());
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void readsThePublishedTextAsTheValueOfThatCbor(Vector vector) throws WireException {
        Object value = payloads.read(vector.type(), vector.text("json"));
        assertThat(HexFormat.of().formatHex(payloads.codecs.encode(vector.type(), value)))
                .isEqualTo(vector.text("cbor"));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void writesThePublishedText(Vector vector) throws WireException {
        payloads.codecs.register(vector.type());
        byte[] cbor = HexFormat.of().parseHex(vector.text("cbor"));
        byte[] json = Objects.requireNonNull(payloads.codecs.encoded(vector.type(), cbor));
        assertThat(new String(json, StandardCharsets.UTF_8).equals(vector.text("json")))
                .isEqualTo(vector.isWritten());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesBrokenTextWithItsNumber(Vector vector) {
        WireError error = WireError.of(vector.node().get("error").intValue()).orElseThrow();
        payloads.refuses(vector.type(), vector.text("json"), error);
    }

    @Test
    void namesAreUnique() {
        assertThat(all().map(Vector::toString)).doesNotHaveDuplicates().hasSizeGreaterThan(70);
    }
}
