package dev.parley.json;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Writes messages as JSON for people: logs, dead letters, the dashboard. A record is an object whose first member
 * {@code "type"} is its simple name; whatever has no components (a ref, a time) is its text. One way only: what is
 * read from the wire goes through the registry of {@code parley-wire}.
 *
 * <p>Threading: any thread. Failure: a component whose accessor throws is written as the name of the exception.
 */
public final class ReadableJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(Record.class, new Records()))
            .build();

    private ReadableJson() {}

    /** One line of JSON. */
    public static String of(Object message) {
        return MAPPER.writeValueAsString(message);
    }

    private static final class Records extends ValueSerializer<Record> {
        @Override
        public void serialize(Record value, JsonGenerator json, SerializationContext context) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            members.put("type", value.getClass().getSimpleName());
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                members.put(component.getName(), shown(read(component, value)));
            }
            context.writeValue(json, members);
        }

        private static @Nullable Object read(RecordComponent component, Record value) {
            try {
                component.getAccessor().setAccessible(true);
                return component.getAccessor().invoke(value);
            } catch (ReflectiveOperationException | RuntimeException unreadable) {
                return unreadable.getClass().getSimpleName();
            }
        }

        /** Values that JSON has, and records; anything else by its own text. */
        private static @Nullable Object shown(@Nullable Object value) {
            return switch (value) {
                case null -> null;
                case Record record -> record;
                case CharSequence text -> text.toString();
                case Number number -> number;
                case Boolean flag -> flag;
                case Enum<?> constant -> constant.name();
                case Iterable<?> many -> many;
                case Map<?, ?> map -> map;
                case byte[] bytes -> bytes.length + " bytes";
                default -> value.toString();
            };
        }
    }
}
