package dev.parley.testkit.history;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Entries as lines of JSON and back: {@code {"at":…,"node":…,"type":…}} and the components of the event by their
 * names. The type is the record's name in kebab case.
 */
final class EntryJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private static final Map<String, Class<? extends Event>> TYPES = new TreeMap<>();
    private static final ClassValue<String> NAMES = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            return kebab(type.getSimpleName());
        }
    };

    static {
        leaves(Event.class).forEach(type -> TYPES.put(NAMES.get(type), type.asSubclass(Event.class)));
    }

    private EntryJson() {}

    /** One line, with its end. */
    static String line(Entry entry) {
        ObjectNode line = MAPPER.createObjectNode();
        line.put("at", entry.atNanos());
        line.put("node", entry.node());
        line.put("type", NAMES.get(entry.event().getClass()));
        line.setAll((ObjectNode) MAPPER.valueToTree(entry.event()));
        return line + "\n";
    }

    /**
     * The entry of a line.
     *
     * @throws IllegalArgumentException if it is none, with what is wrong
     */
    static Entry entry(String line) {
        try {
            if (!(MAPPER.readTree(line) instanceof ObjectNode fields)) {
                throw new IllegalArgumentException("not an object");
            }
            JsonNode at = taken(fields, "at");
            JsonNode node = taken(fields, "node");
            JsonNode type = taken(fields, "type");
            if (!at.isIntegralNumber() || !at.canConvertToLong() || !node.isString() || !type.isString()) {
                throw new IllegalArgumentException("at is no number, or node or type no text");
            }
            @Nullable Class<? extends Event> event = TYPES.get(type.stringValue());
            if (event == null) {
                throw new IllegalArgumentException("no event is of type " + type);
            }
            return new Entry(at.longValue(), node.stringValue(), MAPPER.treeToValue(fields, event));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    private static JsonNode taken(ObjectNode fields, String name) {
        @Nullable JsonNode value = fields.remove(name);
        if (value == null) {
            throw new IllegalArgumentException("there is no " + name);
        }
        return value;
    }

    /** The types by their names. */
    static Map<String, Class<? extends Event>> types() {
        return TYPES;
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EntryJson::leaves)
                : Stream.of(type);
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
