package dev.parley.json;

import dev.parley.json.Shop.Colour;
import dev.parley.json.Shop.Command;
import dev.parley.json.Shop.Item;
import dev.parley.wire.WireError;
import java.lang.reflect.Type;
import java.math.BigDecimal;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A published value in some encoding, and what it is in CBOR. */
record Vector(JsonNode node) {
    private static final Map<String, Type> TYPES = types();

    static Stream<Vector> all(Path file) {
        return JsonMapper.shared().readTree(file).get("vectors").valueStream().map(Vector::new);
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

    String text(String key) {
        return node.get(key).stringValue();
    }

    byte[] bytes(String key) {
        return HexFormat.of().parseHex(text(key));
    }

    Type type() {
        return Objects.requireNonNull(TYPES.get(text("type")), text("type"));
    }

    boolean isAccepted() {
        return node.get("error").isNull();
    }

    WireError error() {
        return WireError.of(node.get("error").intValue()).orElseThrow();
    }

    boolean isWritten() {
        return text("direction").equals("both");
    }

    @Override
    public String toString() {
        return text("name");
    }
}
